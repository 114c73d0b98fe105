import { defaultDialPlan } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { answersAfter, warning } from "./by-itself.ts";
import { createWorld, settled, userOf } from "../testing.ts";

const nobody = { answerIntercom: false, answerCallers: [] };
const intercom = { ...nobody, answerIntercom: true };
const after = (number: string, answerAfter: number | null, wish: Parameters<typeof answersAfter>[1]) =>
  answersAfter({ number, answerAfter }, wish, defaultDialPlan);

describe("who is answered without the user", () => {
  it.each([
    ["nobody, unless wished", "5012", 0, nobody, null],
    ["an intercom that asks for it, after a warning", "5012", 0, intercom, warning],
    ["an intercom that asks for some patience", "5012", 5, intercom, 5000],
    ["no intercom that asks for more than patience", "5012", 31, intercom, null],
    ["nobody who does not ask", "5012", null, intercom, null],
    ["a caller of the user's choice", "5012", null, { ...nobody, answerCallers: ["5012"] }, warning],
    [
      "a caller whose number is written otherwise",
      "+33199001234",
      null,
      { ...nobody, answerCallers: ["01 99 00 12 34"] },
      warning,
    ],
    ["no other caller", "5013", null, { ...nobody, answerCallers: ["5012", "nonsense!"] }, null],
    ["no caller without a number", "", null, { ...nobody, answerCallers: [""] }, null],
  ])("%s", (_, number, answerAfter, wish, expected) => expect(after(number, answerAfter, wish)).toBe(expected));
});

describe("a caller who is answered without the user", () => {
  const begin = async () => {
    const world = createWorld();
    const user = userOf(world);
    world.set({ answerIntercom: true });
    const id = await user.ring("5012", { answerAfter: 0 });
    return { world, user, id };
  };

  it("rings first, and says what is going to happen", async () => {
    const { world, user, id } = await begin();
    expect(user.call(id)).toMatchObject({ state: "offered", answersItself: true });
    world.pass(warning);
    await settled();
    expect(user.call(id)?.state).toBe("active");
  });

  it("may be declined before that", async () => {
    const { world, user, id } = await begin();
    await user.ask("calls.decline", { callId: id });
    world.pass(warning);
    await settled();
    expect(user.call(id)?.end).toBe("declined");
  });

  it("goes on ringing while the user speaks with somebody, or no browser would be heard", async () => {
    const { world, user, id } = await begin();
    await user.active("5013");
    world.pass(warning);
    await settled();
    expect(user.call(id)).toMatchObject({ state: "offered", answersItself: false });
    const other = await begin();
    other.world.setHeard(false);
    other.world.pass(warning);
    await settled();
    expect(other.user.call(other.id)).toMatchObject({ state: "offered", answersItself: false });
  });
});
