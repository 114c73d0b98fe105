/** What a desktop has to know of a program that opens links. */
export type Handler = Readonly<{ name: string; comment: string; program: string; schemes: readonly string[] }>;

/** A desktop's entry for it (freedesktop.org, Desktop Entry Specification). It stands in no menu: nothing is opened without a link. */
export function desktopEntry({ name, comment, program, schemes }: Handler): string {
  const types = schemes.map((scheme) => `${schemeType(scheme)};`).join("");
  const lines = [
    "[Desktop Entry]",
    "Type=Application",
    `Name=${plain(name)}`,
    `Comment=${plain(comment)}`,
    `Exec=${quoted(program)} %u`,
    "NoDisplay=true",
    "Terminal=false",
    `MimeType=${types}`,
  ];
  return `${lines.join("\n")}\n`;
}

export const schemeType = (scheme: string): string => `x-scheme-handler/${scheme}`;

/** A program for the shell that runs these words with the link behind them. */
export function launcher(words: readonly string[], env: Readonly<Record<string, string>>): string {
  const set = Object.entries(env).map(([name, value]) => `export ${name}=${shellQuoted(value)}\n`);
  return `#!/bin/sh\n${set.join("")}exec ${words.map(shellQuoted).join(" ")} "$1"\n`;
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const plain = (text: string): string => text.replaceAll("\\", "\\\\").replace(/\s+/gu, " ");

/**
 * Quotes only where the specification wants it: what opens links where no desktop runs takes quotes for letters of the name. A value is unescaped
 * before its quotes are read, and `%` stands for itself only when doubled.
 */
function quoted(program: string): string {
  const text = program.replaceAll("%", "%%");
  if (/^[\w./%+@:,=-]+$/u.test(text)) return text;
  const inQuotes = text.replace(/["`$\\]/gu, String.raw`\$&`);
  return `"${inQuotes.replaceAll("\\", "\\\\")}"`;
}
