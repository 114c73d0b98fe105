import type { StripLook } from "../message.ts";
import { onReveal, tellStanding } from "../worker.ts";
import {
  afterSignal,
  isRevealed,
  nothingKeeps,
  patience,
  signalOf,
  type EdgeSignal,
  type EdgeState,
  type Keeping,
} from "./edge-states.ts";
import { framePanel, type FramedPanel } from "./framed-panel.ts";
import { Place } from "./place.ts";
import type { FromFrame } from "./strip-words.ts";

declare global {
  /** Shows the strip, or takes it away; the page itself cannot see it. */
  var twpShowStrip: ((look: StripLook | null) => void) | undefined;
}

/** A page that takes our element away so often wants none. */
const mostReturns = 5;
/** A tab that nobody has looked at for so long gives its frame back, in milliseconds. */
const unseen = 60_000;

/** The panel behind a thin line at the edge of the page: what the user does, what the table says, and what is then done. */
class Strip {
  readonly #place = new Place();
  readonly #page = new MutationObserver(() => this.#comeBack());
  #look: StripLook | null = null;
  #panel: FramedPanel | null = null;
  #state: EdgeState = "hidden";
  #keeping: Keeping = nothingKeeps;
  #clock = 0;
  #returns = 0;
  #before: Element | null = null;

  constructor() {
    onReveal(() => this.#reveal());
  }

  /** Again is as good as once: a document that is written anew has thrown everybody's listeners out. */
  #listen(): void {
    const { host } = this.#place;
    host.addEventListener("pointerenter", this.#enter);
    host.addEventListener("pointerleave", this.#exit);
    host.addEventListener("toggle", this.#back);
    document.addEventListener("fullscreenchange", this.#fill);
    document.addEventListener("visibilitychange", this.#rest);
    // A page that is kept to come back to is kept without our frame.
    addEventListener("pagehide", this.#dropPanel);
    addEventListener("pageshow", this.#again);
  }

  /** Who selects text up to the edge of the page wants no panel there. */
  readonly #enter = (event: PointerEvent): void => {
    if (event.isTrusted && event.buttons === 0) this.#touch();
  };
  readonly #exit = (event: PointerEvent): void => {
    if (event.isTrusted) this.#keep({ pointer: false });
  };
  readonly #back = (): void => this.#comeBack();
  readonly #again = (): void => void (this.#look !== null && this.#tell());
  readonly #fill = (): void => this.#signal(isCovered() ? "cover" : "uncover");

  show(look: StripLook | null): void {
    this.#look = look;
    if (look === null) return this.#leave();
    this.#place.raise(look.edge);
    this.#draw();
    this.#page.disconnect();
    this.#page.observe(document.documentElement, { childList: true });
    this.#page.observe(this.#place.host, { attributes: true });
    this.#listen();
    if (isCovered()) this.#signal("cover");
    this.#tell();
  }

  #draw(): void {
    this.#place.show(({ hidden: "line", held: "frame", waiting: "frame", away: "nothing" } as const)[this.#state]);
  }

  /** The key of the panel reveals the strip only where its line waits. */
  #tell(): void {
    tellStanding(({ hidden: "line", held: "panel", waiting: "panel", away: "gone" } as const)[this.#state]);
  }

  #leave(): void {
    this.#page.disconnect();
    this.#signal("escape");
    this.#dropPanel();
    this.#place.remove();
    tellStanding("gone");
  }

  #touch(): void {
    if (isCovered()) return this.#signal("cover");
    this.#keeping = { ...this.#keeping, pointer: true };
    this.#signal("touch");
  }

  #reveal(): boolean {
    if (this.#look === null || isCovered()) return false;
    this.#before = document.activeElement;
    this.#signal("reveal");
    this.#focus();
    return isRevealed(this.#state);
  }

  /** The frame and its field get the keyboard, or do so once they are there. */
  #focus(): void {
    this.#place.focus();
    this.#panel?.say({ shown: isRevealed(this.#state), focus: true });
  }

  #keep(change: Partial<Keeping>): void {
    this.#keeping = { ...this.#keeping, ...change };
    this.#signal(signalOf(this.#keeping));
  }

  #signal(signal: EdgeSignal): void {
    const next = afterSignal(this.#state, signal);
    if (next === null) return;
    const [before, now] = [isRevealed(this.#state), isRevealed(next)];
    this.#state = next;
    clearTimeout(this.#clock);
    if (next === "waiting") this.#clock = window.setTimeout(() => this.#signal("still"), patience);
    if (now && !before) this.#open();
    else if (!now) this.#close(before);
  }

  #open(): void {
    if (this.#look === null) return;
    this.#place.raise(this.#look.edge);
    this.#draw();
    if (!this.#place.isInPlace()) return this.#signal("escape");
    if (this.#panel === null) this.#load(this.#look.title);
    else this.#panel.say({ shown: true, focus: false });
    addEventListener("keydown", this.#escape, { capture: true });
    this.#tell();
  }

  #load(title: string): void {
    const frame = this.#place.frame(title);
    this.#panel = framePanel(
      frame,
      () => this.#place.put(frame),
      (words) => this.#hear(words),
      () => this.#leave(),
    );
  }

  #close(wasOpen: boolean): void {
    this.#draw();
    this.#tell();
    if (!wasOpen) return;
    removeEventListener("keydown", this.#escape, { capture: true });
    this.#keeping = nothingKeeps;
    this.#panel?.say({ shown: false, focus: false });
    this.#place.blur();
    if (this.#before instanceof HTMLElement) this.#before.focus();
    this.#before = null;
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.isTrusted && event.key === "Escape") this.#signal("escape");
  };

  #hear(words: FromFrame): void {
    switch (words.type) {
      case "admitted":
        return this.#place.uncover();
      case "ready":
        this.#panel?.say({ shown: isRevealed(this.#state), focus: false });
        return this.#before === null ? undefined : this.#focus();
      case "keeps":
        return this.#keep({ text: words.text, menu: words.menu });
      case "active":
        return this.#signal("active");
      case "hide":
        return this.#signal("escape");
    }
  }

  /** The page took our element away, or out of the top layer. */
  #comeBack(): void {
    const { host } = this.#place;
    if (this.#look === null || (host.isConnected && host.matches(":popover-open"))) return;
    this.#returns += 1;
    if (!host.isConnected) this.#dropPanel();
    this.#signal("escape");
    if (this.#returns > mostReturns) return this.#leave();
    this.#place.raise(this.#look.edge);
  }

  readonly #rest = (): void => {
    setTimeout(() => {
      if (document.visibilityState === "hidden" && !isRevealed(this.#state)) this.#dropPanel();
    }, unseen);
  };

  readonly #dropPanel = (): void => {
    this.#signal("escape");
    this.#panel?.end();
    this.#panel = null;
    this.#keeping = nothingKeeps;
    this.#place.dropFrame();
  };
}

/** Does something fill the screen? Also where it does so in a frame of the page. */
const isCovered = (): boolean => document.fullscreenElement !== null;

if (globalThis.twpShowStrip === undefined) {
  const strip = new Strip();
  globalThis.twpShowStrip = (look) => strip.show(look);
}
