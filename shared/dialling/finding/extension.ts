/** An extension behind a number: its digits, and how much of the text it takes. */
export type Extension = Readonly<{ digits: string; length: number }>;

const words =
  "extensions?|extensi[oó]n|extn|ext|postes?|post|interne|interno|intern|int|durchwahl|durchw|dw|nebenstelle|nst|apparat|app|klappe|kl|toestel|tst|doorkiesnummer|doorkies|anexo|centralita|opci[oó]n|anschluss|x|p";
const form = new RegExp(
  `^([\\s,;·|]{0,3}[(\\[-]?\\s?(?:(?:${words})\\.?|#)\\s?(?:n[°oº.]?\\s?|nr\\.?\\s?|#)?[:.=-]{0,2}\\s?)(\\d{1,6})(?![\\d.,:]?\\d| \\d\\d\\d?[ .-]\\d\\d)(?!\\p{L})`,
  "iu",
);

/** In Canada; elsewhere what is local has no number, so its clause must end with it: `604-555-0123 local 12`. */
const local =
  /^((?:, ?| ?[/·-] ?| )?[([]? ?local )(\d{2,5})(?=$|[.,;:!?)\]|](?!\d)| (?:for|and|or|to|et|ou|if|from|[a-z]+ing)(?!\p{L})| [–|-])/u;

/** What an extension is in a `tel:` link (RFC 3966). */
const parameter = /^;ext=(\d{1,6})(?!\d)/iu;

/** The extension that follows a number directly, in whatever language; it does not run over an end of line. */
export function extensionBehind(plain: string, end: number): Extension | undefined {
  const after = plain.slice(end, end + 48).split("\n", 1)[0] ?? "";
  const linked = parameter.exec(after);
  if (linked?.[1] !== undefined) return { digits: linked[1], length: linked[0].length };
  const found = form.exec(after) ?? local.exec(after);
  // Behind a bar a capital begins a cell of its own: `Standard 01 99 00 30 00 | Poste 3014`.
  if (found?.[2] === undefined || /^\s?\|\s?\p{Lu}/u.test(after)) return undefined;
  const closes = /[([]/u.test(found[1] ?? "") && /^\s?[)\]]/u.test(after.slice(found[0].length));
  return {
    digits: found[2],
    length: found[0].length + (closes ? after.slice(found[0].length).search(/[)\]]/u) + 1 : 0),
  };
}
