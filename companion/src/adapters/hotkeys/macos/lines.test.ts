import { expect, it } from "vitest";
import { createLines } from "./lines.ts";

it("lines are heard whole, however they come", () => {
  const heard: string[] = [];
  const take = createLines((line) => heard.push(line));
  for (const piece of ['{"a"', ':1}\n{"b":2}\n', "\n", '{"c":3}']) take(piece);
  expect(heard).toEqual(['{"a":1}', '{"b":2}']);
});
