import { Failure, mailboxFaults, type MailboxFault, type MessageBoxState } from "@twp/shared/protocol/index.ts";
import type { MessageBox } from "./ports.ts";

/**
 * Counts a mailbox now and at each change, and tells how it stands; one that does not answer keeps its last counts, with the fault beside them.
 * Of two counts that overlap only the later is told. Returns its stop.
 */
export function followBox(box: MessageBox, tell: (state: MessageBoxState) => void): () => void {
  let state: MessageBoxState = { size: 0, fresh: 0, changes: 0, fault: null };
  let turn = 0;
  const look = async (): Promise<void> => {
    const mine = (turn += 1);
    const found = await box.count().catch((error: unknown) => ({ fault: faultOf(error) }));
    if (mine !== turn) return;
    state = { ...state, fault: null, ...found, changes: state.changes + 1 };
    tell(state);
  };
  const stop = box.onChange(() => void look());
  void look();
  return () => {
    turn += 1;
    stop();
  };
}

function faultOf(error: unknown): MailboxFault {
  const code = error instanceof Failure ? error.code : null;
  return mailboxFaults.find((each) => each === code) ?? "mailbox-unreachable";
}
