/** One message as it went over the wire; `at` in milliseconds since the epoch. */
export type TracedMessage = Readonly<{
  at: number;
  direction: "sent" | "received";
  transport: string;
  remote: string;
  text: string;
}>;

/** What was said on the wire of a line. */
export type Heard = Readonly<{
  /** The messages of the call with that Call-ID (RFC 3261 section 20.8), oldest first. */
  ofCall: (callId: string) => readonly TracedMessage[];
  /** The registrar's last answer. */
  registrar: () => TracedMessage | null;
}>;
