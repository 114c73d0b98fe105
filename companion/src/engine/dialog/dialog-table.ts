import type { Dialog } from "./dialog.ts";
import { dialogIdOf } from "./dialog.ts";
import type { Application } from "./application.ts";

/** How many dialogs there may be before nobody may begin another, and how many of them without a call. */
export type DialogLimits = { readonly dialogs: number; readonly subscriptions: number };

/** A large office, five times over; our own requests always go out. */
export const DEFAULT_DIALOG_LIMITS: DialogLimits = { dialogs: 50_000, subscriptions: 25_000 };

/** Every dialog, by the id the control protocol gives it. */
export class DialogTable {
  readonly #dialogs = new Map<string, Dialog>();
  readonly #reserved = new Set<string>();
  #subscriptions = 0;

  get size(): number {
    return this.#dialogs.size;
  }

  /** How many of them live by a subscription. */
  get subscriptions(): number {
    return this.#subscriptions;
  }

  get(id: string): Dialog | undefined {
    return this.#dialogs.get(id);
  }

  /** Adds a dialog; another of the same id is over. */
  add(dialog: Dialog): void {
    const before = this.#dialogs.get(dialog.id);
    if (before && before !== dialog) this.delete(before);
    if (before !== dialog && dialog.subscription) this.#subscriptions += 1;
    this.#dialogs.set(dialog.id, dialog);
  }

  delete(dialog: Dialog): void {
    dialog.stop();
    if (this.#dialogs.get(dialog.id) !== dialog) return;
    this.#dialogs.delete(dialog.id);
    if (dialog.subscription) this.#subscriptions -= 1;
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
    // Callers from before RFC 3261 have no tag (section 12.1.1).
    for (const callerTag of [localTag, remoteTag ?? ""]) {
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
