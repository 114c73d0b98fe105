/** A line whose server may tell of messages (RFC 3842). */
export type Mailbox = Readonly<{
  /**
   * Hears each message summary, its body as it came, asked for or not; null when the server tells nothing any more. The line asks from
   * its first registration until it is closed.
   */
  onSummary: (hear: (body: string | null) => void) => void;
}>;
