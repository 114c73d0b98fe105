import { protocolVersion, type RefusalCode, type ServerMessage } from "@twp/shared/protocol/index.ts";
import { browserName } from "../browser/browser-name.ts";
import { companions, type Found } from "./finding.ts";
import { storePairing } from "./pairing-record.ts";
import { openSocket, type OpenWire } from "./wire.ts";

/** What a try to pair came to. */
export type PairingTry = Readonly<
  { kind: "paired" } | { kind: "no-companion" | "outdated" } | { kind: "refused"; code: RefusalCode }
>;

/**
 * Exchanges the six digits that the companion shows for a token and stores it. Where several people share the computer, each of their
 * companions is asked until one knows the code.
 */
export async function pair(code: string, open: OpenWire = openSocket): Promise<PairingTry> {
  let best: PairingTry = { kind: "no-companion" };
  for await (const found of companions(open, new AbortController().signal)) {
    const tried = await pairWith(found, code);
    if (tried.kind === "paired") return tried;
    best = plainer(best, tried);
  }
  return best;
}

/** Of two refusals the one that helps: a companion that waits for no code was not meant. */
function plainer(one: PairingTry, other: PairingTry): PairingTry {
  const weight = (tried: PairingTry): number => {
    if (tried.kind === "no-companion") return 0;
    if (tried.kind === "refused") return tried.code === "no-code-open" ? 2 : 3;
    return 1;
  };
  return weight(other) > weight(one) ? other : one;
}

async function pairWith(found: Found, code: string): Promise<PairingTry> {
  if (found.hello.protocol !== protocolVersion) {
    found.wire.close();
    return { kind: "outdated" };
  }
  const answer = await exchange(found, code);
  if (answer?.type === "paired") {
    await storePairing({ token: answer.token, instance: found.hello.instance });
    return { kind: "paired" };
  }
  return answer?.type === "refused" ? { kind: "refused", code: answer.code } : { kind: "no-companion" };
}

function exchange(found: Found, code: string): Promise<ServerMessage | null> {
  return new Promise((resolve) => {
    found.listen({
      hear: (message) => {
        resolve(message);
        found.wire.close();
      },
      end: () => resolve(null),
    });
    found.wire.send({ type: "pair", code, name: browserName() });
  });
}
