import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { signal } from "@preact/signals";
import { render } from "preact";
import { expect, it, vi } from "vitest";
import { DialField } from "./dial-field.tsx";

const plan: DialPlan = { country: "FR", outsidePrefix: "", internalLengths: [3], outsideFormat: "e164" };

it("calls what was typed and entered before the tables of numbers had come, and once", async () => {
  const text = signal("");
  const dial = vi.fn(async () => true);
  render(<DialField text={text} plan={plan} dial={dial} />, document.body);
  const enter = (): unknown => document.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  text.value = " 600 ";
  enter();
  enter();
  await vi.waitFor(() => expect(text.value).toBe(""));
  expect(dial.mock.calls).toEqual([["600"]]);
  text.value = "Claire";
  enter();
  await new Promise((resolve) => setTimeout(resolve));
  expect(text.value).toBe("Claire");
  expect(dial).toHaveBeenCalledTimes(1);
});
