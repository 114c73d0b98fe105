import { afterEach, describe, expect, it, vi } from "vitest";
import { runOf, type Run } from "./runs.ts";
import { Sought, type Piece } from "./sought.ts";

type Message = Readonly<{ texts: readonly string[] }>;

const plan = { country: "FR", internalLengths: [] };

const runWith = (text: string): Run => runOf([document.createTextNode(text)]);

/** The worker finds the first letter of each text. */
function answering(send: (message: Message) => Promise<unknown>) {
  const sendMessage = vi.fn(send);
  vi.stubGlobal("chrome", { runtime: { sendMessage } });
  return sendMessage;
}

const echo = ({ texts }: Message): Promise<unknown> =>
  Promise.resolve(texts.map((text) => [{ start: 0, end: 1, number: text, why: "alone" }]));

async function drained(sought: Sought, all: boolean): Promise<readonly Piece[]> {
  const answers = sought.answers(all);
  for (;;) {
    const step = answers.next();
    if (step.done === true) return step.value;
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    await step.value;
  }
}

afterEach(() => vi.unstubAllGlobals());

describe("what is asked about a page", () => {
  it("goes out together and comes back in the page's order; words are not asked about", async () => {
    const sendMessage = answering(echo);
    const sought = new Sought(plan);
    expect(sought.add(runWith("Nobody, 12 times"), () => false)).toBe(false);
    for (const end of ["34", "35"]) expect(sought.add(runWith(`Tel. 01 99 00 12 ${end}`), () => false)).toBe(true);
    const pieces = await drained(sought, true);
    expect(pieces.map(({ found }) => found[0]?.number)).toEqual(["Tel. 01 99 00 12 34", "Tel. 01 99 00 12 35"]);
    expect(sendMessage).toHaveBeenCalledTimes(1);
  });

  it("is also what may hold something learned", async () => {
    answering(echo);
    const sought = new Sought(plan);
    expect(sought.add(runWith("room 12"), (text) => text === "room 12")).toBe(true);
    expect(await drained(sought, true)).toHaveLength(1);
  });

  it("is no more than two parcels at a time, and a long text is cut, to be read by its pieces", async () => {
    const sendMessage = answering(echo);
    const sought = new Sought(plan);
    const long = "Tel. 01 99 00 12 34 ".repeat(100);
    for (let count = 0; count < 30; count += 1) {
      sought.add(runWith(long), () => false);
      await drained(sought, false);
    }
    const letters = sendMessage.mock.calls.map(([{ texts }]) => texts.join("").length);
    expect(Math.max(...letters)).toBeLessThanOrEqual(16_384);
    const pieces = await drained(sought, true);
    expect(pieces.every(({ text, at, reading }) => reading.run.text.slice(at, at + text.length) === text)).toBe(true);
    expect(await drained(sought, true)).toEqual([]);
  });

  it("is asked once more where the worker was stopped meanwhile, and holds nothing where it is gone", async () => {
    let calls = 0;
    answering((message) => ((calls += 1) === 1 ? Promise.reject(new Error("stopped")) : echo(message)));
    const sought = new Sought(plan);
    sought.add(runWith("Tel. 01 99 00 12 34"), () => false);
    expect((await drained(sought, true))[0]?.found).toHaveLength(1);
    for (const answer of [() => Promise.reject(new Error("gone")), () => Promise.resolve({ of: "another version" })]) {
      answering(answer);
      sought.add(runWith("Tel. 01 99 00 12 34"), () => false);
      expect((await drained(sought, true))[0]?.found).toEqual([]);
    }
  });
});
