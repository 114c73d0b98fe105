import { describe, expect, it } from "vitest";
import { Finding } from "./finding.ts";

/** Works only when told to, by a clock that a text takes a millisecond of. */
function started() {
  const works: (() => void)[] = [];
  let now = 0;
  const finding = new Finding(
    (work) => works.push(work),
    () => (now += 1),
  );
  return { finding, slices: works, work: () => works.shift()?.() };
}

const texts = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `Tel. 01 99 00 12 ${String(at % 100).padStart(2, "0")}`);

const sought = (all: readonly string[]) => ({ country: "FR", internalLengths: [3], texts: [...all] });

describe("finding the numbers of pages", () => {
  it("answers each text in its place, with what is dialled and why", async () => {
    const { finding, work } = started();
    const answer = finding.ask(sought(["Nobody", "Tel. 01 99 00 12 34, poste 12", "IBAN FR76 3000 6000"]), 1);
    work();
    expect(await answer).toEqual([
      [],
      [{ start: 5, end: 29, number: "+33199001234", extension: "12", why: "label-before" }],
      [],
    ]);
    const none = finding.ask(sought([]), 1);
    work();
    expect(await none).toEqual([]);
  });

  it("rests after a few milliseconds, and works only while there is something to read", async () => {
    const { finding, slices, work } = started();
    const answer = finding.ask(sought(texts(12)), 1);
    let count = 0;
    for (; slices.length > 0; count += 1) work();
    expect(count).toBe(3);
    expect((await answer).flat()).toHaveLength(12);
  });

  it("takes a text of each tab in its turn, so that none waits for another's long page", async () => {
    const { finding, slices, work } = started();
    const answered: string[] = [];
    const long = finding.ask(sought(texts(400)), 1).then(() => answered.push("long"));
    const short = finding.ask(sought(texts(2)), 2).then(() => answered.push("short"));
    work();
    await short;
    expect(answered).toEqual(["short"]);
    while (slices.length > 0) work();
    await long;
    expect(answered).toEqual(["short", "long"]);
  });

  it("does no more for a tab that asks without end", async () => {
    const { finding, slices, work } = started();
    const answers = Array.from({ length: 201 }, () => finding.ask(sought(texts(1)), 1));
    expect(await answers[200]).toEqual([]);
    while (slices.length > 0) work();
    expect(await answers[199]).toHaveLength(1);
  });
});
