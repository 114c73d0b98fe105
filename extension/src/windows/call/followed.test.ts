import { expect, it } from "vitest";
import { aCall } from "../../features/calls/testing.ts";
import { followed } from "./followed.ts";

const sophie = aCall({ id: "sophie", state: "held" });
const marc = aCall({ id: "marc", consults: "sophie" });
const other = aCall({ id: "other" });

it("a call's window also shows whom its party is asked about, and the other way round", () => {
  expect([...followed(new Set(["sophie"]), [sophie, marc, other])]).toEqual(["sophie", "marc"]);
  expect([...followed(new Set(["marc"]), [sophie, marc, other])]).toEqual(["marc", "sophie"]);
});

it("and everybody in a conference with its party", () => {
  const conference = { id: "k", since: 0 };
  const calls = [aCall({ id: "sophie", conference }), aCall({ id: "theo", conference }), other];
  expect([...followed(new Set(["sophie"]), calls)]).toEqual(["sophie", "theo"]);
});

it("and keeps both when the consultation is over", () => {
  const during = followed(new Set(["sophie"]), [sophie, marc]);
  expect([...followed(during, [{ ...marc, consults: null }])]).toEqual(["sophie", "marc"]);
});
