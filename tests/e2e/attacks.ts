/** What a hostile page tries. Everything runs in the page's own world, after our numbers are marked. */
export type Attack = Readonly<{
  name: string;
  /** Beside the honest number; empty where the script does it all. */
  html?: string;
  script?: string;
  /** Where the user then clicks, believing it to be something else: nothing may be called by that. */
  bait?: string;
}>;

const made = `const number = document.querySelector("#number"), link = document.querySelector("#link");
  const box = number.getBoundingClientRect();
  const place = { clientX: box.x + 5, clientY: box.y + 5, button: 0, bubbles: true, cancelable: true, composed: true };
  addEventListener("click", (event) => event.isTrusted || event.preventDefault());`;

/** A number that nobody sees, and a place where the user clicks. */
const unseen = (name: string, style: string): Attack => ({
  name: `a number that is ${name}`,
  html: `<p id="bait" style="position:absolute;left:40px;top:260px;width:300px;height:30px;${style}">01 99 00 66 66</p>`,
  bait: "#bait",
});

/** A number, and over it something else to see, which lets the click through. */
const covered = (by: string, html: string, script = ""): Attack => ({
  name: `a number that is covered by ${by}`,
  html: `<p style="position:absolute;left:40px;top:260px;margin:0">Tel. <span id="bait">01 99 00 66 66</span></p>${html}`,
  script,
  bait: "#bait",
});

const sheet = "position:absolute;left:0;top:240px;width:400px;height:60px;background:#fff;pointer-events:none";

export const attacks: readonly Attack[] = [
  {
    name: "mouse events of its own on a number",
    script: `${made} for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) number.dispatchEvent(new MouseEvent(type, place));`,
  },
  { name: "the click method of a telephone link", script: `${made} link.click(); number.click();` },
  {
    name: "an event that says of itself that it is trusted",
    script: `${made} const event = new MouseEvent("click", place);
      try { Object.defineProperty(event, "isTrusted", { value: true }); } catch {}
      number.dispatchEvent(event);
      try { number.dispatchEvent(Object.create(MouseEvent.prototype, { isTrusted: { value: true } })); } catch {}`,
  },
  {
    name: "keys of its own",
    script: `${made} getSelection().selectAllChildren(number);
      for (const key of ["Enter", "F12", " "]) document.dispatchEvent(new KeyboardEvent("keydown", { key, altKey: true, shiftKey: true, ctrlKey: true, bubbles: true }));
      getSelection().removeAllRanges();`,
  },
  {
    name: "a field that it gives the focus to, with keys and presses of its own",
    html: `<input id="field" type="tel" value="01 99 00 66 66" style="position:absolute;left:40px;top:200px;width:300px">`,
    script: `const field = document.querySelector("#field"); field.focus(); field.select();
      for (const [kind, type] of [[KeyboardEvent, "keydown"], [KeyboardEvent, "keyup"], [PointerEvent, "pointerdown"], [PointerEvent, "pointerup"], [MouseEvent, "click"]])
        field.dispatchEvent(new kind(type, { bubbles: true, composed: true, key: "Enter" }));
      await new Promise((resolve) => setTimeout(resolve, 900)); for (const each of document.querySelectorAll("twp-field, twp-card")) each.click(); field.blur();`,
  },
  {
    name: "a field that lies under the user's own click",
    html: `<input id="bait" value="Tel. 01 99 00 66 66" style="position:absolute;left:40px;top:260px;width:300px;height:30px">`,
    script: `addEventListener("pointerup", () => setTimeout(() => { for (const each of document.querySelectorAll("twp-field")) { each.click(); each.focus(); } }, 700), true);`,
    bait: "#bait",
  },
  {
    name: "a selection of its own, said to be a number",
    html: `<p id="order">Order 0199006666</p>`,
    script: `getSelection().selectAllChildren(document.querySelector("#order"));
      for (const message of [{ type: "number.owned", text: "0199006666" }, { type: "card.wanted" }, { type: "selection.made", offers: true }]) postMessage(message, "*");
      await new Promise((resolve) => setTimeout(resolve, 500)); getSelection().removeAllRanges();`,
  },
  {
    name: "elements with our names, and numbers in them",
    html: `<twp-card id="bait" style="position:absolute;left:40px;top:260px;display:block"><button>Call 01 99 00 66 66</button></twp-card><twp-field>01 99 00 66 66</twp-field>`,
    script: `for (const each of document.querySelectorAll("twp-card, twp-field, twp-hint")) each.click();`,
    bait: "#bait",
  },
  {
    name: "shadow trees of its own by the hundred, long after it was read",
    script: `addEventListener("click", (event) => event.isTrusted || event.preventDefault());
      const hosts = Array.from({ length: 2000 }, () => document.body.appendChild(document.createElement("x-host")));
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const host of hosts) { try { host.attachShadow({ mode: "open" }).innerHTML = "<a href='tel:+33199006666'>x</a>"; host.shadowRoot.firstChild.click(); } catch {} }
      await new Promise((resolve) => setTimeout(resolve, 1200)); for (const host of hosts) host.remove();`,
  },
  {
    name: "a drag of its own",
    script: `${made} const dataTransfer = new DataTransfer(); dataTransfer.setData("text/plain", "0199006666");
      for (const type of ["dragstart", "dragover", "drop", "dragend"]) document.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }));`,
  },
  {
    name: "messages that look like ours",
    script: `const message = { type: "number.clicked", target: "0199006666", url: "", title: "" };
      postMessage(message, "*"); dispatchEvent(new MessageEvent("message", { data: message }));
      new BroadcastChannel("twp").postMessage(message);`,
  },
  {
    name: "the extension's own interface, where a page can reach one",
    script: `const { runtime } = globalThis.chrome ?? globalThis.browser ?? {};
      try { void runtime?.sendMessage?.("ojfafkpgfbgnfaebhmbmfbaiknkdachd", { type: "number.clicked", target: "600", url: "", title: "" })?.catch?.(() => 0); } catch {}`,
  },
  {
    name: "array methods of its own",
    script: `for (const name of ["map", "filter", "find", "push", "at", "forEach", "includes", "slice", "flatMap"])
      Array.prototype[name] = () => [{ number: "+33199006666", start: 0, end: 5 }];
      Array.prototype[Symbol.iterator] = function* () { yield { number: "+33199006666" }; };`,
  },
  {
    name: "text and pattern methods of its own",
    script: `for (const name of ["replace", "slice", "match", "matchAll", "split", "trim", "includes", "startsWith"]) String.prototype[name] = () => "0199006666";
      RegExp.prototype.exec = () => ["0199006666"]; RegExp.prototype.test = () => true;`,
  },
  {
    name: "maps and sets of its own",
    script: `Map.prototype.get = () => [{ number: "+33199006666" }]; Set.prototype.has = () => true;
      WeakMap.prototype.get = () => ({ number: "+33199006666" }); Map.prototype.set = Set.prototype.add = () => { throw new Error("no"); };`,
  },
  {
    name: "ranges and selections of its own",
    script: `Range.prototype.getClientRects = () => { throw new Error("no"); }; Range.prototype.toString = () => "0199006666";
      Object.defineProperty(Range.prototype, "startContainer", { get: () => document.body });
      globalThis.getSelection = () => ({ isCollapsed: true, toString: () => "0199006666" });`,
  },
  {
    name: "observers and idle time of its own",
    script: `globalThis.MutationObserver = class { observe() {} disconnect() {} };
      globalThis.requestIdleCallback = (act) => act({ timeRemaining: () => 1e9, didTimeout: false });
      document.body.append(document.createElement("p"));`,
  },
  {
    name: "a parser and promises of its own",
    script: `JSON.parse = () => ({ type: "number.clicked", target: "0199006666" }); JSON.stringify = () => "{}";
      Promise.prototype.then = () => { throw new Error("no"); };`,
  },
  {
    name: "highlights of its own, which say that each click meets a number",
    script: `CSS.highlights.highlightsFromPoint = () => [{ highlight: CSS.highlights.get("twp-number"), ranges: [...CSS.highlights.get("twp-number")] }];`,
    html: `<p id="bait" style="position:absolute;left:40px;top:260px">Weiter</p>`,
    bait: "#bait",
  },
  {
    name: "a highlight of our name over a text of its own",
    html: `<p id="bait" style="position:absolute;left:40px;top:260px">Continue</p>`,
    script: `const range = new Range(); range.selectNodeContents(document.querySelector("#bait").firstChild); CSS.highlights.get("twp-number").add(range);`,
    bait: "#bait",
  },
  {
    name: "a look into the closed parts that we add",
    script: `globalThis.caught = []; const own = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) { const root = own.call(this, { ...init, mode: "open" }); caught.push(root); return root; };`,
  },
  {
    name: "programs of its own for the names of the parts that we add",
    html: `<script>const internals = [];
      Object.defineProperty(globalThis, "caught", { get: () => internals.filter((each) => each.shadowRoot) });
      for (const name of ["twp-hint", "twp-card"])
        customElements.define(name, class extends HTMLElement { constructor() { super(); internals.push(this.attachInternals()); } });
    </script>`,
  },
  {
    name: "a rule and an observer that take away whatever we show",
    html: `<style>twp-hint, twp-card { display: none !important; left: -999px !important; }</style>`,
    script: `new MutationObserver(() => { for (const each of document.querySelectorAll("twp-hint, twp-card")) { each.click(); each.remove(); } }).observe(document, { subtree: true, childList: true });`,
  },
  unseen("not shown at all", "display:none"),
  unseen("transparent", "opacity:0.01"),
  unseen("without height", "font-size:0"),
  unseen("hidden", "visibility:hidden"),
  unseen("written without colour", "color:transparent"),
  unseen("written in the colour of the page", "color:#fff;background:#fff"),
  covered("a picture", `<div style="${sheet}">Continue</div>`),
  covered("words of a colour alone", `<style>p:has(#bait)::after { content: "Continue"; ${sheet}; inset: 0 }</style>`),
  covered(
    "a sheet in a closed tree",
    `<div id="host"></div>`,
    `document.querySelector("#host").attachShadow({ mode: "closed" }).innerHTML = '<div style="${sheet}">Continue</div>';`,
  ),
  covered(
    "a sheet above all layers",
    `<div id="sheet" popover="manual" style="${sheet};margin:0;border:0">Continue</div>`,
    `document.querySelector("#sheet").showPopover();`,
  ),
  covered("a button", `<button style="${sheet};pointer-events:auto">Continue</button>`),
  {
    name: "what honest pages have over and behind their numbers",
    html: `<style>#number::after { content: "»"; pointer-events: none }</style>
      <div style="position:fixed;inset:0;z-index:-1;background:#eef;pointer-events:none"></div>
      <div style="position:fixed;inset:0;z-index:99;pointer-events:none"><b style="position:absolute;right:0;bottom:0;background:#fdd">2</b></div>
      <div style="position:absolute;inset:0;opacity:0;pointer-events:none"><p style="height:200px;background:#fff">A menu that waits</p></div>
      <div style="position:absolute;left:0;top:300px;width:200px;height:40px;overflow:hidden;pointer-events:none">
        <p style="height:400px;margin-top:-300px;background:#fff">A picture that is cut off</p></div>`,
  },
  {
    name: "a telephone link over the whole window",
    html: `<a id="bait" href="tel:+33199006666" style="position:fixed;inset:200px 0 0 0;height:90vh"></a>`,
    bait: "#bait",
  },
  {
    name: "a link that runs a program and reads like a number",
    html: `<p style="position:absolute;left:40px;top:260px"><a id="bait" href="javascript:void 0">Tel. 01 99 00 66 66</a> <a href="data:text/html,x">01 99 00 66 66</a></p>`,
    bait: "#bait",
  },
  {
    name: "another number under the pointer at the moment it is pressed",
    html: `<p id="bait" style="position:absolute;left:40px;top:260px">Tel. 01 99 00 12 39</p>`,
    script: `addEventListener("pointerdown", () => { document.querySelector("#bait").textContent = "Tel. 01 99 00 66 66"; }, true);`,
  },
  {
    name: "a hundred thousand changes a second",
    script: `let n = 0; const list = document.createElement("div"); document.body.append(list);
      const timer = setInterval(() => { for (let i = 0; i < 100; i += 1) { list.textContent = "Tel. 01 99 00 66 " + (n++ % 100); } }, 1);
      setTimeout(() => { clearInterval(timer); list.remove(); }, 1500); await new Promise((resolve) => setTimeout(resolve, 1600));`,
  },
  {
    name: "a text of a hundred thousand digits",
    script: `const long = document.createElement("p"); long.textContent = "01 99 ".repeat(20000); document.body.append(long);
      await new Promise((resolve) => setTimeout(resolve, 1000)); long.remove();`,
  },
  {
    name: "elements two thousand deep, with a number at the bottom",
    script: `let at = document.body.appendChild(document.createElement("div"));
      for (let n = 0; n < 2000; n += 1) at = at.appendChild(document.createElement("b"));
      at.textContent = "Tel. 01 99 00 66 66"; await new Promise((resolve) => setTimeout(resolve, 1000));`,
  },
  {
    name: "frames of our own pages",
    script: `const ours = navigator.userAgent.includes("Firefox") ? "moz-extension://5b0f4f0e-7d53-4c1e-9f6e-4d8a0f8e7c11" : "chrome-extension://ojfafkpgfbgnfaebhmbmfbaiknkdachd";
      for (const page of ["panel/panel", "welcome/welcome", "options/options", "strip/strip"]) {
        const frame = document.createElement("iframe"); frame.src = ours + "/src/" + page + ".html"; frame.style.height = "10px"; document.body.append(frame); }
      await new Promise((resolve) => setTimeout(resolve, 300));`,
  },
  {
    name: "a document that is written anew",
    script: `document.open(); document.write("<!doctype html><title>x</title><p style='position:absolute;left:40px;top:40px'>Tel. <span id=number>01 99 00 12 34</span> <a id=link href='tel:+33199001235'>x</a>"); document.close();`,
  },
];
