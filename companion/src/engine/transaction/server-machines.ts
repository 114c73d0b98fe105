import type { Table } from "./machine.ts";

/** Where a server transaction can be (RFC 3261 section 17.2, RFC 6026 section 7.1). */
export type ServerState =
  /** The request is with the application, which said nothing yet. */
  | "trying"
  /** A provisional response was sent; a repeated request gets it again. */
  | "proceeding"
  /** A 2xx was sent; the dialog repeats it until the ACK. */
  | "accepted"
  /** A final response was sent; a repeated request gets it again. */
  | "completed"
  /** The ACK came; repeated ones are absorbed. */
  | "confirmed"
  /** Over. */
  | "terminated";

/** What can happen to a server transaction. Timers carry the letter of RFC 3261 table 4. */
export type ServerSignal =
  | "repeat"
  | "provisional"
  | "success"
  | "failure"
  | "ack"
  | "timerG"
  | "timerH"
  | "timerI"
  | "timerJ"
  | "timerL";

/** What a server transaction does about it. */
export type ServerEffect =
  | "send"
  | "resend"
  | "resendLater"
  | "stopTimers"
  | "startG"
  | "startH"
  | "startI"
  | "startJ"
  | "startL";

/**
 * INVITE server transaction (RFC 3261 figure 7, with the Accepted state of RFC 6026 figure 4).
 *
 *                    | INVITE: 100 sent at once
 *                    v
 *   repeat: last  +------------+  2xx         +----------+
 *   1xx again  +--| proceeding |------------->| accepted |--+ 2xx: send
 *              +->+------------+  start L     +----------+<-+ repeat: absorbed
 *                       | 300-699                  | L
 *                       | start G (unreliable), H  |
 *                       v                          |
 *   G, repeat:    +-----------+  H                 v
 *   send again +--| completed |--------->+------------+
 *              +->+-----------+          | terminated |
 *                       | ACK, start I   +------------+
 *                       v                     ^
 *                 +-----------+      I        |
 *                 | confirmed |---------------+
 *                 +-----------+
 */
export const inviteServer = {
  trying: {
    provisional: { to: "proceeding", do: ["send"] },
    success: { to: "accepted", do: ["send", "startL"] },
    failure: { to: "completed", do: ["send", "startG", "startH"] },
  },
  proceeding: {
    repeat: { to: "proceeding", do: ["resend"] },
    provisional: { to: "proceeding", do: ["send"] },
    success: { to: "accepted", do: ["send", "startL"] },
    failure: { to: "completed", do: ["send", "startG", "startH"] },
  },
  accepted: {
    success: { to: "accepted", do: ["send"] },
    timerL: { to: "terminated", do: [] },
  },
  completed: {
    repeat: { to: "completed", do: ["resend"] },
    timerG: { to: "completed", do: ["resendLater"] },
    timerH: { to: "terminated", do: [] },
    ack: { to: "confirmed", do: ["stopTimers", "startI"] },
  },
  confirmed: {
    timerI: { to: "terminated", do: [] },
  },
  terminated: {},
} as const satisfies Table<ServerState, ServerSignal, ServerEffect>;

/**
 * Non-INVITE server transaction (RFC 3261 figure 8).
 *
 *            | request
 *            v
 *       +--------+   1xx    +------------+
 *       | trying |--------->| proceeding |--+ repeat: last 1xx again
 *       +--------+          +------------+<-+
 *            | 200-699            | 200-699
 *            v                    v
 *            +--------->+-----------+   J   +------------+
 *   repeat: final again | completed |------>| terminated |
 *                       +-----------+       +------------+
 */
export const nonInviteServer = {
  trying: {
    provisional: { to: "proceeding", do: ["send"] },
    success: { to: "completed", do: ["send", "startJ"] },
    failure: { to: "completed", do: ["send", "startJ"] },
  },
  proceeding: {
    repeat: { to: "proceeding", do: ["resend"] },
    provisional: { to: "proceeding", do: ["send"] },
    success: { to: "completed", do: ["send", "startJ"] },
    failure: { to: "completed", do: ["send", "startJ"] },
  },
  accepted: {},
  completed: {
    repeat: { to: "completed", do: ["resend"] },
    timerJ: { to: "terminated", do: [] },
  },
  confirmed: {},
  terminated: {},
} as const satisfies Table<ServerState, ServerSignal, ServerEffect>;
