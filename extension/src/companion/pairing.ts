import { protocolVersion, type RefusalCode, type ServerMessage } from "@twp/shared/protocol/index.ts";
import { browserName } from "../browser/browser-name.ts";
import { findCompanion, type Found } from "./finding.ts";
import { storeToken } from "./token.ts";
import { openSocket, type OpenWire } from "./wire.ts";

/** What a try to pair came to. */
export type Pairing = Readonly<
  { kind: "paired" } | { kind: "no-companion" | "outdated" } | { kind: "refused"; code: RefusalCode }
>;

/** Exchanges the six digits that the companion shows for a token and stores it. */
export async function pair(code: string, open: OpenWire = openSocket): Promise<Pairing> {
  const found = await findCompanion(open, new AbortController().signal);
  if (found === null) return { kind: "no-companion" };
  if (found.hello.protocol !== protocolVersion) {
    found.wire.close();
    return { kind: "outdated" };
  }
  const answer = await exchange(found, code);
  if (answer?.type === "paired") {
    await storeToken(answer.token);
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
