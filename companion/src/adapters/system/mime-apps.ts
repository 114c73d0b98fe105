/*
 * A user's choice of applications, `mimeapps.list` (freedesktop.org, "Association between MIME types and applications", section "Default
 * Application"): for each type the applications in the order in which they are wanted.
 */

const section = "[Default Applications]";

/** The same choice, with an application wanted first for these types; whoever was wanted before comes behind it. */
export function withDefault(list: string, types: readonly string[], application: string): string {
  return types.reduce((text, type) => {
    const others = wantedFor(text, type).filter((each) => each !== application);
    return withWanted(text, type, [application, ...others]);
  }, list);
}

/** The same choice without that application. */
export function withoutDefault(list: string, types: readonly string[], application: string): string {
  return types.reduce((text, type) => {
    const wanted = wantedFor(text, type);
    const others = wanted.filter((each) => each !== application);
    return others.length === wanted.length ? text : withWanted(text, type, others);
  }, list);
}

/** Who is wanted for a type, the first first. */
export function wantedFor(list: string, type: string): readonly string[] {
  const { lines, from, to } = sectionOf(list);
  const line = lines.slice(from, to).find((each) => keyOf(each) === type);
  const wanted = line?.slice(line.indexOf("=") + 1) ?? "";
  return wanted
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function withWanted(list: string, type: string, wanted: readonly string[]): string {
  const { lines, from, to } = sectionOf(list);
  const line = wanted.length === 0 ? [] : [`${type}=${wanted.join(";")};`];
  const before =
    from < 0 ? [...withoutLastEmpty(lines), ...(wanted.length === 0 ? [] : [section])] : lines.slice(0, from);
  const own = from < 0 ? [] : withoutLastEmpty(lines.slice(from, to).filter((each) => keyOf(each) !== type));
  const behind = from < 0 ? [] : lines.slice(to);
  const gap = behind.length > 0 ? [""] : [];
  return `${withoutLastEmpty([...before, ...own, ...line, ...gap, ...behind]).join("\n")}\n`;
}

/** The lines between the section's head and the next one; before the first where there is none. */
function sectionOf(list: string) {
  const lines = list.split("\n");
  const head = lines.findIndex((each) => each.trim() === section);
  if (head < 0) return { lines, from: -1, to: -1 };
  const next = lines.findIndex((each, at) => at > head && each.trim().startsWith("["));
  return { lines, from: head + 1, to: next < 0 ? lines.length : next };
}

function keyOf(line: string): string {
  return line.includes("=") ? line.slice(0, line.indexOf("=")).trim() : "";
}

function withoutLastEmpty(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((each) => each.trim() !== "");
  return lines.slice(0, last + 1);
}
