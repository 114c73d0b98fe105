/** Shows the page in the language of the address, else in the browser's. */
const spoken = new Set(["en", "fr", "de"]);
const wanted = [new URLSearchParams(location.search).get("lang") ?? "", ...navigator.languages];
const language = wanted.map((tag) => tag.slice(0, 2)).find((tag) => spoken.has(tag)) ?? "en";

document.documentElement.lang = language;
for (const part of document.querySelectorAll("main")) part.hidden = part.lang !== language;
document.querySelector(`nav a[lang="${language}"]`)?.setAttribute("aria-current", "page");
document.title = `TWP · ${document.querySelector("main:not([hidden]) h1")?.textContent ?? ""}`;
