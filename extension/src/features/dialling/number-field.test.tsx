import { defaultDialPlan } from "@twp/shared/protocol/dialling.ts";
import { signal } from "@preact/signals";
import { render } from "preact";
import { expect, it, vi } from "vitest";
import { Phone } from "../../ui/icons.ts";
import { NumberField } from "./number-field.tsx";

const plan = { ...defaultDialPlan, internalLengths: [3] };

it("calls what was typed and entered before the tables of numbers had come, and once", async () => {
  const text = signal("");
  const dial = vi.fn(async () => true);
  render(
    <NumberField name="dial" icon={Phone} label="" goes={String} text={text} plan={plan} submit={dial} />,
    document.body,
  );
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

it("gives what is no number, and nothing at all, to whoever knows better", async () => {
  const text = signal("");
  const otherwise = vi.fn(async () => true);
  const submit = async (): Promise<boolean> => false;
  const field = { name: "other", icon: Phone, label: "", goes: String, text, plan, submit, otherwise };
  render(<NumberField {...field} />, document.body);
  const enter = (): unknown => document.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  enter();
  await vi.waitFor(() => expect(otherwise.mock.calls).toEqual([[""]]));
  text.value = "Claire";
  enter();
  await vi.waitFor(() => expect(otherwise.mock.calls).toEqual([[""], ["Claire"]]));
  await vi.waitFor(() => expect(text.value).toBe(""));
});
