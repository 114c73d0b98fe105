import { describe, expect, it } from "vitest";
import { tabWith } from "./open-tab.ts";

const tab = (url: string | undefined, changes: Partial<{ incognito: boolean; active: boolean }> = {}) => ({
  url,
  incognito: false,
  active: false,
  ...changes,
});
const page = "https://crm.example/person?id=42";

describe("the tab that shows a page already", () => {
  it("is the one with its very address, before one that differs in what is not kept", () => {
    const tabs = [tab("https://wiki.example/"), tab(`${page}#notes`), tab(page), tab(undefined)];
    expect(tabWith(tabs, page)?.url).toBe(page);
    expect(tabWith(tabs.slice(0, 2), page)?.url).toBe(`${page}#notes`);
    expect(tabWith([tab(`${page}&token=1`)], page)?.url).toBe(`${page}&token=1`);
  });

  it("is none of another page, nor a private one", () => {
    expect(
      tabWith([tab("https://crm.example/person?id=4"), tab(page, { incognito: true }), tab(undefined)], page),
    ).toBe(null);
  });

  it("is the one that is in front, of several", () => {
    expect(tabWith([tab(page), tab(page, { active: true })], page)?.active).toBe(true);
  });

  it("is none but the same behind a mark, where a program has many pages at one address", () => {
    const person = "https://crm.example/#/person/42";
    expect(tabWith([tab("https://crm.example/#/person/43")], person)).toBe(null);
    expect(tabWith([tab(person)], person)?.url).toBe(person);
  });
});
