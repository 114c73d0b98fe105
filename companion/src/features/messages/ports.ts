/** A text that came (RFC 3428), and who the server says it is from. */
export type Arrived = Readonly<{ number: string; name: string; text: string }>;

/** A line that carries texts. */
export type Courier = Readonly<{
  /** Resolves with the status of the final response (RFC 3428 section 7), 408 where there is none. Never rejects. */
  sendText: (target: string, text: string) => Promise<number>;
  /** Hears each text that comes. */
  onText: (hear: (arrived: Arrived) => void) => void;
}>;
