import { describe, expect, it } from "vitest";
import { redirectionOf } from "./redirects.ts";

describe("a redirected call", () => {
  const ours = { user: "202", host: "UC.test" };
  const elsewhere = { user: "+4930123456", host: "carrier.example" };

  it("follows within the account's domain, once", () => {
    expect(redirectionOf([ours], "uc.test", false)).toEqual({ to: "202", follow: true });
    expect(redirectionOf([ours], "uc.test", true)).toEqual({ to: "202", follow: false });
  });

  it("prefers a number of the domain, and follows nowhere else", () => {
    expect(redirectionOf([elsewhere, ours], "uc.test", false)).toEqual({ to: "202", follow: true });
    expect(redirectionOf([elsewhere], "uc.test", false)).toEqual({ to: "+4930123456@carrier.example", follow: false });
  });

  it("leads nowhere without an address", () => {
    expect(redirectionOf([], "uc.test", false)).toBeNull();
    expect(redirectionOf([{ user: "", host: "uc.test" }], "uc.test", false)).toBeNull();
  });
});
