import type { ClientTransaction } from "../transaction/client-transaction.ts";
import type { ReceivedResponse } from "../transaction/received.ts";
import { ownContact } from "../transport/own-address.ts";
import type { Application } from "./application.ts";
import type { Core } from "./core.ts";
import { dialogOfResponse } from "./dialog.ts";
import { secondsOf, Subscription } from "./subscription.ts";

/** How long a NOTIFY that overtook its 2xx is kept back, so that the application knows the dialog before it; milliseconds. */
const AFTER_THE_ANSWER = 20;

/** A SUBSCRIBE or REFER of ours outside any dialog: the dialog that its acceptance begins (RFC 6665 section 4.4.1). */
export class Subscribing {
  readonly application: Application;
  readonly dialogId: string;
  readonly #core: Core;
  readonly #held: Array<() => void> = [];
  #open = true;

  constructor(core: Core, application: Application, dialogId: string) {
    this.#core = core;
    this.application = application;
    this.dialogId = dialogId;
  }

  /** Whether a final response is still to come. */
  get open(): boolean {
    return this.#open;
  }

  /** Takes a response; a 2xx begins the dialog. */
  onResponse({ request, flow }: ClientTransaction, received: ReceivedResponse): void {
    const { message } = received;
    if (message.status < 200) return;
    this.#open = false;
    if (message.status < 300 && this.application.alive) {
      const localContact = request.headers.get("Contact") ?? ownContact(flow);
      const parts = { id: this.dialogId, application: this.application, localContact };
      const dialog = dialogOfResponse(parts, received, request.uri);
      dialog.begin(
        new Subscription(this.#core.clock, secondsOf(request, message), () => this.#core.dialogs.delete(dialog)),
      );
      this.#core.dialogs.add(dialog);
    }
    for (const goOn of this.#held.splice(0)) this.#core.clock.after(AFTER_THE_ANSWER, goOn);
  }

  /** Keeps a NOTIFY back that came before the 2xx: over UDP either may be first (section 4.1.2.4). */
  hold(goOn: () => void): void {
    this.#held.push(goOn);
  }
}
