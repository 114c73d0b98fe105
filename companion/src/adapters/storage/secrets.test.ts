import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Notice } from "@twp/shared/protocol/index.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSecrets } from "./secrets.ts";

let folder: string;
let notices: Notice[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "twp-secrets-"));
  notices = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = () =>
  openSecrets(
    { folder, notice: (notice) => notices.push(notice), newId: () => "id", now: () => 0, log: () => undefined },
    false,
    () => undefined,
  );

describe("secrets without a keyring", () => {
  it("rest in a file that only the user can read", async () => {
    await (await open()).write("sip-password", "s3cret");
    expect(await (await open()).read("sip-password")).toBe("s3cret");
    expect((await stat(join(folder, "secrets.json"))).mode & 0o077).toBe(0);
    expect(notices).toEqual([]);
  });

  it("in a file that does not parse are set aside with a notice, and what is stored later takes nothing from them", async () => {
    const broken = '{"sip-password": "s3cret", "ca';
    await writeFile(join(folder, "secrets.json"), broken, { mode: 0o600 });
    const secrets = await open();
    expect(notices.map(({ code }) => code)).toEqual(["file-set-aside"]);
    expect(await secrets.read("sip-password")).toBeNull();
    await secrets.write("sip-password", "new");
    const aside = (await readdir(folder)).find((name) => name.startsWith("secrets.json.broken-")) ?? "";
    expect(await readFile(join(folder, aside), "utf8")).toBe(broken);
    expect((await stat(join(folder, aside))).mode & 0o077).toBe(0);
  });
});
