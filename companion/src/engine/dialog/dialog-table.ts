import type { Dialog } from "./dialog.ts";
import { dialogIdOf } from "./dialog.ts";
import type { Application } from "./application.ts";

/** Every dialog, by the id the control protocol gives it. */
export class DialogTable {
  readonly #dialogs = new Map<string, Dialog>();
  readonly #reserved = new Set<string>();

  get size(): number {
    return this.#dialogs.size;
  }

  get(id: string): Dialog | undefined {
    return this.#dialogs.get(id);
  }

  add(dialog: Dialog): void {
    this.#dialogs.set(dialog.id, dialog);
  }

  delete(dialog: Dialog): void {
    dialog.stop();
    if (this.#dialogs.get(dialog.id) === dialog) this.#dialogs.delete(dialog.id);
  }

  /** Stops every timer a dialog has. */
  stop(): void {
    for (const dialog of this.#dialogs.values()) dialog.stop();
  }

  /** Keeps an id for the dialog an INVITE of ours may begin. */
  reserve(id: string): void {
    this.#reserved.add(id);
  }

  release(id: string): void {
    this.#reserved.delete(id);
  }

  /** The dialog a message between these tags belongs to: the caller's tag is ours or the peer's. */
  find(callId: string, localTag: string, remoteTag: string | undefined): Dialog | undefined {
    for (const callerTag of [localTag, remoteTag]) {
      if (callerTag === undefined) continue;
      for (const id of [dialogIdOf(callId, callerTag), calledId(callId, callerTag)]) {
        const dialog = this.#dialogs.get(id);
        if (dialog?.matches(localTag, remoteTag)) return dialog;
      }
    }
    return undefined;
  }

  /**
   * An id for a dialog we are called in. A call to ourselves by way of a proxy has both ends here, under one Call-ID
   * and one caller's tag: the called end then takes a name of its own.
   */
  calledId(callId: string, callerTag: string): string {
    const id = dialogIdOf(callId, callerTag);
    return this.#dialogs.has(id) || this.#reserved.has(id) ? calledId(callId, callerTag) : id;
  }

  /** The dialogs of one application. */
  of(application: Application): Dialog[] {
    return [...this.#dialogs.values()].filter((dialog) => dialog.application === application);
  }
}

function calledId(callId: string, callerTag: string): string {
  return `${dialogIdOf(callId, callerTag)};called`;
}
