import { spawnSync } from "node:child_process";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { desktopEntry, launcher, schemeType, type Handler } from "./desktop-entry.ts";
import { wantedFor, withDefault, withoutDefault } from "./mime-apps.ts";

/** Where a desktop looks (freedesktop.org, XDG Base Directory Specification). */
export type HandlerPlaces = Readonly<{ data: string; config: string }>;

/** The places of this user. */
export function handlerPlaces(env: NodeJS.ProcessEnv): HandlerPlaces {
  const of = (name: string, otherwise: string): string => env[name] || join(homedir(), otherwise);
  return { data: of("XDG_DATA_HOME", ".local/share"), config: of("XDG_CONFIG_HOME", ".config") };
}

const application = "twp-tel.desktop";

const entryFile = ({ data }: HandlerPlaces): string => join(data, "applications", application);
const programFile = ({ data }: HandlerPlaces): string => join(data, "twp", "open-link");
const listFile = ({ config }: HandlerPlaces): string => join(config, "mimeapps.list");

/** What is run for a link. */
export type Opener = Omit<Handler, "program"> &
  Readonly<{ words: readonly string[]; env: Readonly<Record<string, string>> }>;

/** Makes a program the one that opens these links, before whoever did. */
export async function installHandler(places: HandlerPlaces, { words, env, ...handler }: Opener): Promise<void> {
  const program = programFile(places);
  await writeWhole(program, launcher(words, env));
  await chmod(program, 0o700);
  await writeWhole(entryFile(places), desktopEntry({ ...handler, program }));
  await changeList(places, (list) => withDefault(list, handler.schemes.map(schemeType), application));
  renew(places);
}

/** Leaves these links to whoever opened them before. */
export async function removeHandler(places: HandlerPlaces, schemes: readonly string[]): Promise<void> {
  await changeList(places, (list) => withoutDefault(list, schemes.map(schemeType), application));
  await rm(entryFile(places), { force: true });
  await rm(programFile(places), { force: true });
  renew(places);
}

/** Which of these links it opens. */
export async function handledSchemes(places: HandlerPlaces, schemes: readonly string[]): Promise<readonly string[]> {
  const list = await readList(places);
  return schemes.filter((scheme) => wantedFor(list, schemeType(scheme))[0] === application);
}

async function readList(places: HandlerPlaces): Promise<string> {
  return readFile(listFile(places), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
}

async function changeList(places: HandlerPlaces, change: (list: string) => string): Promise<void> {
  const before = await readList(places);
  const after = change(before);
  if (after !== before) await writeWhole(listFile(places), after);
}

/** Whoever reads the file meanwhile reads the old one or the new one. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** Some desktops read an index of the entries; where there is none to be written, they read the entries. */
function renew({ data }: HandlerPlaces): void {
  spawnSync("update-desktop-database", [join(data, "applications")], { stdio: "ignore" });
}
