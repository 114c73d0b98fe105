import type { Table } from "./machine.ts";

/** Where a client transaction can be (RFC 3261 section 17.1, RFC 6026 section 7.2). */
export type ClientState =
  /** The request was sent and nothing came back. */
  | "calling"
  /** A provisional response came. */
  | "proceeding"
  /** A 2xx came; more of them may, from forks and by retransmission. */
  | "accepted"
  /** The final response came; its retransmissions are absorbed. */
  | "completed"
  /** Over. */
  | "terminated";

/** What can happen to a client transaction. Timers carry the letter of RFC 3261 table 4. */
export type ClientSignal =
  | "provisional"
  | "success"
  | "failure"
  | "cancel"
  | "timerA"
  | "timerB"
  | "timerD"
  | "timerE"
  | "timerF"
  | "timerK"
  | "timerM"
  | "unreachable";

/** What a client transaction does about it. */
export type ClientEffect =
  | "resend"
  | "resendSlowly"
  | "acknowledge"
  | "deliver"
  | "stopTimers"
  | "startB"
  | "startD"
  | "startK"
  | "startM"
  | "timeout"
  | "unavailable";

/**
 * INVITE client transaction (RFC 3261 figure 5, with the Accepted state of RFC 6026 figure 5).
 *
 *                     | INVITE sent, start A (unreliable) and B
 *                     v
 *   A: send again  +---------+   B: 408, unreachable: 503
 *          +-------| calling |------------------------------+
 *          +------>+---------+                              |
 *                   |   |   | 2xx                           |
 *             1xx   |   |   +----------------+              |
 *                   v   | 300-699            v              |
 *          +------------+  |  2xx   +----------+  2xx       |
 *   1xx ---| proceeding |--|------->| accepted |--+ deliver |
 *          +------------+  |        +----------+<-+         |
 *                   |      |             | M                |
 *           300-699 v      v             v                  v
 *              +-----------+   D   +------------+           |
 *              | completed |------>| terminated |<----------+
 *              +-----------+       +------------+
 *                 |     ^
 *                 +-----+ 300-699: ACK again
 *
 * `cancel` in proceeding starts B: a peer that never answers a CANCEL must not hold the call (section 9.1).
 */
export const inviteClient = {
  calling: {
    timerA: { to: "calling", do: ["resend"] },
    timerB: { to: "terminated", do: ["timeout"] },
    unreachable: { to: "terminated", do: ["unavailable"] },
    provisional: { to: "proceeding", do: ["stopTimers", "deliver"] },
    success: { to: "accepted", do: ["stopTimers", "startM", "deliver"] },
    failure: { to: "completed", do: ["stopTimers", "acknowledge", "startD", "deliver"] },
  },
  proceeding: {
    cancel: { to: "proceeding", do: ["startB"] },
    timerB: { to: "terminated", do: ["timeout"] },
    provisional: { to: "proceeding", do: ["deliver"] },
    success: { to: "accepted", do: ["stopTimers", "startM", "deliver"] },
    failure: { to: "completed", do: ["stopTimers", "acknowledge", "startD", "deliver"] },
  },
  accepted: {
    success: { to: "accepted", do: ["deliver"] },
    timerM: { to: "terminated", do: [] },
  },
  completed: {
    failure: { to: "completed", do: ["acknowledge"] },
    timerD: { to: "terminated", do: [] },
    unreachable: { to: "terminated", do: [] },
  },
  terminated: {},
} as const satisfies Table<ClientState, ClientSignal, ClientEffect>;

/**
 * Non-INVITE client transaction (RFC 3261 figure 6); `calling` is the Trying of the figure.
 *
 *                     | request sent, start E (unreliable) and F
 *                     v
 *   E: send again  +---------+   F: 408, unreachable: 503
 *          +-------| calling |------------------------------+
 *          +------>+---------+                              |
 *                   |       | 200-699                       |
 *             1xx   v       +---------------+               |
 *          +------------+   200-699         v               |
 *     E ---| proceeding |--------->+-----------+            |
 *          +------------+          | completed |            |
 *                | F, unreachable  +-----------+            |
 *                |                       | K                |
 *                |                       v                  |
 *                +---------------->+------------+<----------+
 *                                  | terminated |
 *                                  +------------+
 */
export const nonInviteClient = {
  calling: {
    timerE: { to: "calling", do: ["resend"] },
    timerF: { to: "terminated", do: ["timeout"] },
    unreachable: { to: "terminated", do: ["unavailable"] },
    provisional: { to: "proceeding", do: ["deliver"] },
    success: { to: "completed", do: ["stopTimers", "startK", "deliver"] },
    failure: { to: "completed", do: ["stopTimers", "startK", "deliver"] },
  },
  proceeding: {
    timerE: { to: "proceeding", do: ["resendSlowly"] },
    timerF: { to: "terminated", do: ["timeout"] },
    unreachable: { to: "terminated", do: ["unavailable"] },
    provisional: { to: "proceeding", do: ["deliver"] },
    success: { to: "completed", do: ["stopTimers", "startK", "deliver"] },
    failure: { to: "completed", do: ["stopTimers", "startK", "deliver"] },
  },
  accepted: {},
  completed: {
    timerK: { to: "terminated", do: [] },
  },
  terminated: {},
} as const satisfies Table<ClientState, ClientSignal, ClientEffect>;
