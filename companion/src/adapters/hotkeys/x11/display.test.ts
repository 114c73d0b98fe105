import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cookieIn, noCookie, parseDisplay } from "./display.ts";
import { DisplayRefused, readSetup, setupLength } from "./setup.ts";

describe("where a display is", () => {
  it.each([
    [":0", { host: "", display: 0, screen: 0 }],
    [":12.1", { host: "", display: 12, screen: 1 }],
    ["unix:0", { host: "", display: 0, screen: 0 }],
    ["localhost:10.0", { host: "localhost", display: 10, screen: 0 }],
    ["", null],
    ["0", null],
    ["/tmp/:0/../x", null],
  ])("%j is read", (name, display) => {
    expect(parseDisplay(name)).toEqual(display);
  });
});

describe("what opens a display's door", () => {
  const field = (text: string): Buffer => {
    const bytes = Buffer.from(text, "latin1");
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const entry = (family: number, ...fields: readonly string[]): Buffer =>
    Buffer.concat([Buffer.from([family >> 8, family & 255]), ...fields.map(field)]);
  const file = Buffer.concat([
    entry(256, "elsewhere", "0", "MIT-MAGIC-COOKIE-1", "other"),
    entry(65_535, "", "", "MIT-MAGIC-COOKIE-1", "any"),
    entry(256, "here", "0", "MIT-MAGIC-COOKIE-1", "mine"),
    entry(256, "here", "1", "XDM-AUTHORIZATION-1", "unknown"),
  ]);

  it("is this computer's own cookie, else one for any", () => {
    expect(String(cookieIn(file, 0, "here").data)).toBe("mine");
    expect(String(cookieIn(file, 1, "here").data)).toBe("any");
    expect(cookieIn(Buffer.alloc(0), 0, "here")).toEqual(noCookie);
  });

  it("is looked for in any file, however broken", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(file.length), (tail, cut) => {
        const broken = Buffer.concat([file.subarray(0, cut), tail]);
        expect(() => cookieIn(broken, 0, "here")).not.toThrow();
      }),
    );
  });
});

it("a display that refuses, or says nonsense, is refused", () => {
  expect(() => readSetup(Buffer.alloc(8), 0)).toThrow(DisplayRefused);
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(3), (bytes, screen) => {
      const said = Buffer.from([1, ...bytes]);
      const length = setupLength(said);
      if (length !== null) expect(length).toBeGreaterThanOrEqual(8);
      try {
        readSetup(said, screen);
      } catch (error) {
        expect(error).toBeInstanceOf(DisplayRefused);
      }
    }),
  );
});
