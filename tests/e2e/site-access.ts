import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The built extension as it is after the user gave access to sites. No program can answer the browser's own question (headless Chromium
 * even ends on it), so the copy is installed with what the user would have granted; nothing else differs.
 */
export async function withSiteAccess(
  built: string,
  folder: string,
  { stripKnown = false }: Readonly<{ stripKnown?: boolean }> = {},
): Promise<string> {
  const copy = join(folder, "extension");
  await cp(built, copy, { recursive: true });
  const file = join(copy, "manifest.json");
  const { optional_host_permissions, ...manifest } = JSON.parse(await readFile(file, "utf8")) as Record<
    string,
    unknown
  >;
  const known = { web_accessible_resources: [{ resources: ["src/strip/strip.html"], matches: ["*://*/*"] }] };
  const changed = { ...manifest, host_permissions: optional_host_permissions, ...(stripKnown && known) };
  await writeFile(file, JSON.stringify(changed));
  return copy;
}
