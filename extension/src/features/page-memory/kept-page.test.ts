import { describe, expect, it } from "vitest";
import { leaveMemory, noSiteRules } from "../sites/site-rules.ts";
import { keptPage } from "./kept-page.ts";

const tab = { url: "https://crm.example/person?id=42#notes", title: "Sophie Perrin", isPrivate: false };

describe("what is kept of the page in a tab", () => {
  it("is its address, as it leads back, and its title", () => {
    expect(keptPage(tab, noSiteRules)).toEqual({ url: "https://crm.example/person?id=42", title: "Sophie Perrin" });
    expect(keptPage({ ...tab, title: "t".repeat(999) }, noSiteRules)?.title).toHaveLength(300);
  });

  it("is nothing in a private window", () => {
    expect(keptPage({ ...tab, isPrivate: true }, noSiteRules)).toBeNull();
  });

  it("is nothing of a site that was left out, and of any below it", () => {
    const rules = leaveMemory(noSiteRules, "crm.example");
    expect(keptPage(tab, rules)).toBeNull();
    expect(keptPage({ ...tab, url: "https://eu.crm.example/" }, rules)).toBeNull();
    expect(keptPage({ ...tab, url: "https://wiki.example/" }, rules)).not.toBeNull();
  });

  it.each(["javascript:alert(1)", "file:///home/claire/list.html", "about:srcdoc", ""])("is nothing of %s", (url) => {
    expect(keptPage({ ...tab, url }, noSiteRules)).toBeNull();
  });
});
