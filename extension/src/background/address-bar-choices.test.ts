import { expect, it } from "vitest";
import type { Person } from "@twp/shared/protocol/search.ts";
import { onlyNumber, suggestionsOf } from "./address-bar-choices.ts";

const person = (name: string, ...numbers: string[]): Person => ({
  contactId: null,
  name,
  company: "",
  numbers,
  lastCallAt: null,
});

it("offers each number of everybody who was found, five at most", () => {
  expect(suggestionsOf([person("Anna Becker", "5013", "5014"), person("", "5015")])).toEqual([
    { content: "5013", text: "Anna Becker  5013" },
    { content: "5014", text: "Anna Becker  5014" },
    { content: "5015", text: "5015" },
  ]);
  expect(suggestionsOf([person("Anna", "1", "2", "3", "4", "5", "6")])).toHaveLength(5);
});

it("takes a name for a number only where it can mean no other", () => {
  expect(onlyNumber([person("Anna Becker", "5013")])).toBe("5013");
  expect(onlyNumber([person("Anna Becker", "5013", "5014")])).toBeNull();
  expect(onlyNumber([person("Anna", "5013"), person("Anna", "5014")])).toBeNull();
  expect(onlyNumber([])).toBeNull();
});
