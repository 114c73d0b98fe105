import fc from "fast-check";
import { expect, it } from "vitest";
import { isBusy, readDialogInfo } from "./dialog-info.ts";

const document = (state: string, ...dialogs: readonly (readonly [string, string])[]): string =>
  `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="${state}" entity="sip:bob@uc.test">` +
  `${dialogs.map(([id, at]) => `<dialog id="${id}" direction="recipient"><state>${at}</state></dialog>`).join("")}</dialog-info>`;
const after = (...documents: readonly string[]) =>
  documents.reduce(
    (before, body) => readDialogInfo(before, body) ?? before,
    new Map() as ReturnType<typeof readDialogInfo> & object,
  );

it.each([
  ["nobody calls", [document("full")], false],
  ["one is spoken with", [document("full", ["a", "confirmed"])], true],
  ["one rings", [document("full", ["a", "early"])], true],
  ["one was spoken with", [document("full", ["a", "terminated"])], false],
  [
    "one has hung up, another has not",
    [document("full", ["a", "confirmed"], ["b", "confirmed"]), document("partial", ["a", "terminated"])],
    true,
  ],
  ["both have", [document("partial", ["a", "confirmed"]), document("partial", ["a", "Terminated"])], false],
  ["all that was said before is said anew", [document("partial", ["a", "confirmed"]), document("full")], false],
  [
    "the words have prefixes",
    [
      '<d:dialog-info state="full"><d:dialog id="x"><d:state event="x"> confirmed </d:state></d:dialog></d:dialog-info>',
    ],
    true,
  ],
])("%s: busy is %s", (_, documents, busy) => expect(isBusy(after(...documents))).toBe(busy));

it("any other text tells nothing", () => {
  expect(readDialogInfo(new Map(), "<presence/>")).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readDialogInfo(new Map(), text);
      expect(read === null || read.size <= 100).toBe(true);
    }),
  );
});
