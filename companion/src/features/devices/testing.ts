import type { Telephone } from "@twp/shared/protocol/devices.ts";
import type { Direction } from "../sounds/ports.ts";
import { readAudio } from "./description.ts";

/** A telephone of the user's with that number, which is its id too. */
export function aTelephone(number: string, ringsAfter: number | null = null): Telephone {
  return { id: number, kind: "desk", name: "", number, answersByItself: true, ringsAfter };
}

const answers = { sendrecv: "sendrecv", sendonly: "recvonly", recvonly: "sendonly", inactive: "inactive" } as const;

/** What whoever has that number answers to an offer: it hears at a port of that number, and lets flow what is offered (RFC 3264 section 6.1). */
export function describes(number: string, offer: string): string {
  const lines = ["v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0"];
  return [...lines, `m=audio ${number} RTP/AVP 8`, `a=${answers[flowIn(offer)]}`, ""].join("\r\n");
}

/** What a sound of ours offers that hears at that port. */
export function offersAt(port: string, direction: Direction): string {
  return describes(port, "sendrecv").replace("a=sendrecv", `a=${direction}`);
}

/** The port in a description; null where nothing flows, or where it is of the browser, which tests describe by its direction alone. */
export function partnerIn(description: string): string | null {
  return flowIn(description) === "inactive" ? null : (readAudio(description)?.port ?? null);
}

const flowIn = (description: string): Direction =>
  readAudio(description)?.direction ??
  (Object.keys(answers) as Direction[]).find((each) => each === description) ??
  "inactive";
