import { describe, expect, it } from "vitest";
import { continuationBehind } from "./continuation.ts";

function goesOn(text: string, number: string): string | undefined {
  const end = text.indexOf("|");
  return continuationBehind(text.replace("|", ""), end, number)?.number;
}

describe("what goes on from a number", () => {
  it.each([
    ["020 7946 0101|/2", "+442079460101", "+442079460102"],
    ["01 99 00 18 10| à 19", "+33199001810", "+33199001819"],
    ["01 99 00 11 11| ou 22 22", "+33199001111", "+33199002222"],
    ["022 555 60 60| ou le 61", "+41225556060", "+41225556061"],
    ["089 99998-0|/-12", "+4989999980", "+49899999812"],
    ["06221 54 - 0| oder - 2311", "+496221540", "+496221542311"],
    ["020 7946 0110|-15", "+442079460110", "+442079460115"],
    ["+41 44 555 66 70| · Fax 71", "+41445556670", "+41445556671"],
  ])("%s", (text, number, next) => {
    expect(goesOn(text, number)).toBe(next);
  });
  it.each([
    ["01 99 00 18 10| à 19 h", "+33199001810"],
    ["01 99 00 18 10| à 9", "+33199001810"],
    ["01 99 00 18 10|, 12 personnes", "+33199001810"],
    ["0199001810|,5000", "+33199001810"],
    ["0664/555 40 14|, 33 Kartons", "+436645554014"],
    ["069 90009|-210", "+496990009"],
    ["1 877 555 0199| or 911", "+18775550199"],
    ["020 7946 0101| or 2 rooms", "+442079460101"],
  ])("not from %s", (text, number) => {
    expect(goesOn(text, number)).toBeUndefined();
  });
});
