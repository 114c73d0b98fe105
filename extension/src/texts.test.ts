import {
  callEnds,
  callStates,
  failureCodes,
  keyFaults,
  keyHindrances,
  keyStands,
  refusalCodes,
  registrationReasons,
  transferFailures,
} from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { de } from "./languages/de.ts";
import { en } from "./languages/en.ts";
import { fr } from "./languages/fr.ts";
import { chosenLanguage, learn, speak, t } from "./texts.ts";

type Tree = { readonly [key: string]: string | Tree };

/** Every path of a tree of texts; plural endings differ from language to language and count as one. */
function paths(tree: Tree, prefix = ""): string[] {
  const all = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key.replace(/_(?:one|many|other)$/u, "")] : paths(value, `${prefix}${key}.`),
  );
  return [...new Set(all)].toSorted();
}

function texts(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === "string" ? [value] : texts(value)));
}

const places = (text: string): string[] => (text.match(/\{\{\w+\}\}/gu) ?? []).toSorted();

describe("the texts", () => {
  it.each([
    ["fr", fr],
    ["de", de],
  ])("say in %s everything that is said in English", (_, other) => {
    expect(paths(other)).toEqual(paths(en));
  });

  it.each([
    ["fr", fr],
    ["de", de],
  ])("have the same places to fill in in %s", (_, other) => {
    const own = texts(other)
      .map(places)
      .filter((found) => found.length > 0).length;
    expect(own).toBeGreaterThanOrEqual(
      texts(en)
        .map(places)
        .filter((found) => found.length > 0).length,
    );
  });

  it.each([
    ["failures", failureCodes, Object.keys(en.failures)],
    ["refusals", refusalCodes, Object.keys(en.refusals)],
    ["faults of a key", keyFaults, Object.keys(en.hotkeys.why)],
    ["hindrances of keys", ["title", ...keyHindrances], Object.keys(en.hotkeys.hindrance)],
    ["stands of keys", keyStands, Object.keys(en.hotkeys.stand)],
    ["ends of a call", callEnds, Object.keys(en.calls.end)],
    ["states of a call", callStates, Object.keys(en.calls.state)],
    ["failures of a transfer", transferFailures, Object.keys(en.calls.transfer.failed)],
    ["reasons of the line", registrationReasons, Object.keys(en.account.reason)],
  ])("cover the protocol's %s and nothing else", (_, closed, said) => {
    expect(said.toSorted()).toEqual([...closed].toSorted());
  });

  it("keep French punctuation on its line", () => {
    expect(texts(fr).filter((text) => / [:;!?»]|« /u.test(text))).toEqual([]);
  });
});

describe("the language", () => {
  it("follows the browser unless one is chosen", () => {
    expect(chosenLanguage("de", ["fr-FR"])).toBe("de");
    expect(chosenLanguage("auto", ["it-IT", "fr-CA", "en"])).toBe("fr");
    expect(chosenLanguage("auto", ["ja"])).toBe("en");
  });

  it("changes the words at once, with plurals of its own", () => {
    learn("en", en);
    learn("fr", fr);
    speak("en");
    expect(t("preferences:pair.left", { count: 1 })).toBe("valid for 1 second");
    speak("fr");
    expect(t("preferences:pair.left", { count: 0 })).toBe("valable 0 seconde");
    expect(t("calls:note.incoming", { name: "<b>Zoé</b>" })).toBe("<b>Zoé</b> vous appelle");
  });
});
