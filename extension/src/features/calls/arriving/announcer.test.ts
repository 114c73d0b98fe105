import { expect, it } from "vitest";
import { en } from "../../../languages/en.ts";
import { learn, speak } from "../../../texts.ts";
import { sentence } from "./announcer.tsx";

it("a state is read as one sentence, with one end", () => {
  learn("en", en);
  speak("en");
  expect(sentence("Anna", en.calls.transfer.trying)).toBe("Anna: Transferring…");
  expect(sentence("Anna", en.calls.state.held)).toBe("Anna: On hold.");
});
