import browser from "webextension-polyfill";

/** A line under the address bar: `content` is what is entered when it is chosen, `text` what is read. */
export type Suggestion = Readonly<{ content: string; text: string }>;

/** Hears what is typed behind our keyword in the address bar; both call back within the user's own typing. */
export function onOmnibox(
  typed: (text: string) => Promise<readonly Suggestion[]>,
  entered: (text: string) => void,
): void {
  browser.omnibox.onInputChanged.addListener((text, suggest) => {
    void typed(text).then((found) =>
      suggest(found.map((each) => ({ content: each.content, description: plain(each.text) }))),
    );
  });
  browser.omnibox.onInputEntered.addListener((text) => entered(text));
}

/** What stands above the suggestions, for what was typed itself. */
export function describeOmnibox(text: string): void {
  browser.omnibox.setDefaultSuggestion({ description: plain(text) });
}

/** Chromium reads descriptions as XML, Firefox as they stand. */
function plain(text: string): string {
  if (import.meta.env.BROWSER === "firefox") return text;
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
