import { describe, expect, it } from "vitest";
import { mayReadField, numberAtCaret, partAround, type FieldFacts } from "./field-kind.ts";

const plain: FieldFacts = { type: "text", autocomplete: "", words: "phone", isMasked: false };

describe("a field that the user writes in", () => {
  it.each<[Partial<FieldFacts>, boolean]>([
    [{}, true],
    [{ type: "tel" }, true],
    [{ type: "search", words: "q" }, true],
    [{ type: "textarea", words: "message" }, true],
    [{ type: "editable", words: "" }, true],
    [{ autocomplete: "off" }, true],
    [{ autocomplete: "section-a shipping tel" }, true],
    [{ words: "discardable postal standard mobile" }, true],
    [{ type: "password" }, false],
    [{ type: "number" }, false],
    [{ type: "hidden" }, false],
    [{ type: "email" }, false],
    [{ isMasked: true }, false],
    [{ autocomplete: "cc-number" }, false],
    [{ autocomplete: "billing cc-csc" }, false],
    [{ autocomplete: "one-time-code" }, false],
    [{ autocomplete: "current-password" }, false],
    [{ autocomplete: "off", words: "otp" }, false],
    [{ autocomplete: "off", words: "sms-code Code reçu par SMS" }, false],
    [{ words: "cardNumber" }, false],
    [{ words: "Kreditkarte" }, false],
    [{ words: "Code de vérification" }, false],
    [{ words: "mobileTAN TAN eingeben" }, false],
    [{ words: "user_pin" }, false],
  ])("%o is read: %s", (facts, read) => {
    expect(mayReadField({ ...plain, ...facts })).toBe(read);
  });

  it("means the number at the caret, or the only one", () => {
    const [one, two] = [
      { start: 5, end: 19 },
      { start: 30, end: 44 },
    ];
    expect(numberAtCaret([one, two], 44)).toBe(two);
    expect(numberAtCaret([one, two], 20)).toBe(one);
    expect(numberAtCaret([one, two], 25)).toBeUndefined();
    expect(numberAtCaret([one], 0)).toBe(one);
    expect(numberAtCaret([], 0)).toBeUndefined();
  });

  it("is read around the caret, however long it is", () => {
    const text = `${"x".repeat(5000)}01 99 00 12 34${"y".repeat(5000)}`;
    const part = partAround(text, 5014);
    expect(part.text.slice(part.caret - 14, part.caret)).toBe("01 99 00 12 34");
    expect(part.text.length).toBeLessThan(400);
    expect(partAround("short", 2)).toEqual({ text: "short", caret: 2 });
  });
});
