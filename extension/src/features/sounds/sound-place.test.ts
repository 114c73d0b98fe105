import { silence } from "@twp/shared/protocol/sounds.ts";
import { expect, it } from "vitest";
import { placeOf } from "./sound-place.ts";

const firefox = { id: "f", name: "Firefox" };

it.each([
  ["nobody holds it and nobody waits", silence, { kind: "here" }],
  ["this browser holds it", { ...silence, holder: "s", browser: { id: "c", name: "Chrome" } }, { kind: "here" }],
  ["another holds it", { ...silence, holder: "s", browser: firefox }, { kind: "elsewhere", browser: "Firefox" }],
  ["it is on its way here", { ...silence, holder: "s", browser: firefox, offeredTo: "c" }, { kind: "here" }],
  [
    "it is on its way to another",
    { ...silence, holder: "s", browser: firefox, offeredTo: "x" },
    { kind: "elsewhere", browser: "Firefox" },
  ],
  ["somebody waits for anybody", { ...silence, callsEndAt: 5 }, { kind: "nowhere", callsEndAt: 5 }],
])("the sound's place while %s", (_, sounds, place) => expect(placeOf(sounds, "c")).toEqual(place));
