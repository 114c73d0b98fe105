import { describe, expect, it } from "vitest";
import { aroundRun, named } from "./introduction.ts";

describe("around digits in one run speaks", () => {
  it.each([
    ["jai que le ", "", 1],
    ["Conseiller : ", "", 1],
    ["Bernard : ", "", 1],
    ["Fahrer Pjotr ", ", Lkw", 1.5],
    ["Vos interlocuteurs : Paul (", ")", 0.5],
    ["Sachbearbeiter Hr. Berger ", "", 1.5],
    ["neighbor Mr. Oz ", "", 1.5],
    ["anyone know ", "?", 1.5],
    ["Work: ", "", 1.5],
    ["I'm at ", " all day", 2],
    ["hasn't changed, still ", ", just call.", 2],
    ["Still got ", " as my cell", 3],
    ["his number: ", "", 1.5],
    ["mijn nieuwe nummer is ", "", 1.5],
    ["For rent: studio, $1,250, ", "", 1.5],
    ["Lost cat, reward, ", ".", 1.5],
    ["thx! ", " worked, got a human", 1.5],
    ["Laval. ", ", pas de texto.", 1.5],
    ["", " ne répond pas", 1.5],
    ["Mr. Tate @ ", ". 4/3", 1.5],
    ["c quoi ce ", " ??", 1.5],
    ["mgr (Dave ", ") will pay", 1.5],
    ["14:02 IN ", " 02:13", 1.5],
    ["eingehend ", " Dauer", 1.5],
    ["thx ", " items", 0],
    ["part ", "", 0],
    ["For rent: studio, $1,250, ", " sq ft", 0],
  ])("%j …%j: %d", (before, behind, weight) => {
    expect(aroundRun(before, behind, false)).toBe(weight);
  });

  it("the place of its own that a mobile's number has in an advertisement", () => {
    expect(aroundRun("piso, 3 hab., ", " (no agencias)", true)).toBe(0.5);
    expect(aroundRun("piso, 3 hab., ", " (no agencias)", false)).toBe(0);
  });

  it("and before any digits a name, if it is one", () => {
    expect([named("Driver Lee "), named("driver lee "), named("Order ")]).toEqual([0.5, 0, 0]);
  });
});
