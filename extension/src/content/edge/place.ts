import type { Edge } from "@twp/shared/protocol/settings.ts";

/** How wide the panel and its line are, in CSS pixels. */
const [width, line] = [360, 4];

/**
 * In the shadow tree, where `!important` is stronger than anything the page says of the element (CSS Cascading 5 section 6.2): it can neither
 * move it nor make it faint. Paper shows none of it.
 */
const rules = (edge: Edge): string => `
  :host { all: initial !important; direction: ltr !important; display: block !important; position: fixed !important;
    top: 0 !important; ${edge}: 0 !important; height: 100% !important; width: max-content !important; overflow: visible !important;
    z-index: 2147483647 !important; color-scheme: light dark !important; }
  @media print { :host { display: none !important; } }
  [hidden] { display: none !important; }
  .line { width: ${line}px; height: 100%; background: #808a88; opacity: 0.7; }
  .paper { width: ${width}px; max-width: 100vw; height: 100%; background: Canvas; box-shadow: 0 0 24px #0005; }
  iframe { display: block; width: 100%; height: 100%; border: 0; }
  iframe.empty { visibility: hidden; }`;

/**
 * The element at the edge of the page: a line, and the frame that takes its place. It lies in the top layer, over the page and outside of its
 * layout. Its own element is an ordinary one: a page can give any other name a program of its own, and that one a key to the closed tree.
 */
export class Place {
  readonly host = document.createElement("div");
  readonly #inside = this.host.attachShadow({ mode: "closed" });
  readonly #rules = document.createElement("style");
  readonly #line = document.createElement("div");
  readonly #paper = document.createElement("div");
  #frame: HTMLIFrameElement | null = null;
  #edge: Edge | null = null;

  constructor() {
    this.#line.className = "line";
    this.#paper.className = "paper";
    this.#paper.hidden = true;
    this.#inside.append(this.#rules, this.#line, this.#paper);
  }

  /** Puts it where it belongs, above whatever the page has put above it. */
  raise(edge: Edge): void {
    if (this.#edge !== edge) this.#rules.textContent = rules(edge);
    this.#edge = edge;
    if (!this.host.isConnected) document.documentElement.append(this.host);
    this.host.popover = "manual";
    if (this.host.matches(":popover-open")) this.host.hidePopover();
    this.host.showPopover();
  }

  /** Is it where it belongs? A page may enlarge or shrink itself with all that is in it. */
  isInPlace(): boolean {
    const box = this.host.getBoundingClientRect();
    const side = this.#edge === "left" ? box.left : document.documentElement.clientWidth - box.right;
    const meant = Math.min(width, innerWidth);
    return [side, box.top, box.width - meant, box.height - innerHeight].every((off) => Math.abs(off) < 24);
  }

  show(what: "line" | "frame" | "nothing"): void {
    this.#line.hidden = what !== "line";
    this.#paper.hidden = what !== "frame";
  }

  /** A new frame of that name; `put` it there once it has an address, or Firefox loads an empty page into it first. */
  frame(title: string): HTMLIFrameElement {
    this.dropFrame();
    this.#frame = blankFrame(title);
    return this.#frame;
  }

  put(frame: HTMLIFrameElement): void {
    if (frame === this.#frame) this.#paper.append(frame);
  }

  /** Gives the frame the keyboard. */
  focus(): void {
    this.#frame?.focus();
  }

  /** Takes it away from there. */
  blur(): void {
    this.#frame?.blur();
  }

  /** The frame holds what was meant for it. */
  uncover(): void {
    if (this.#frame !== null) this.#frame.className = "";
  }

  dropFrame(): void {
    this.#frame?.remove();
    this.#frame = null;
  }

  remove(): void {
    this.dropFrame();
    this.host.remove();
  }
}

function blankFrame(title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = title;
  // Until it holds our page: a browser's own words, where the page around it lets nothing in, are nothing to show.
  frame.className = "empty";
  // Else a page with an embedder policy lets no frame of ours in (Chromium); what it goes without there, cookies and the like, we have none of.
  frame.setAttribute("credentialless", "");
  frame.allow = "clipboard-read; clipboard-write";
  return frame;
}
