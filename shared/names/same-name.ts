/** A name without case, accents and punctuation, word by word. */
export function nameWords(name: string): readonly string[] {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/gu, "ss")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** What is written before a name and is none of it. */
const titles: ReadonlySet<string> = new Set(
  "dr prof mr mrs ms miss mx m mme mlle me maitre herr frau hr fr dipl ing mag sr sra srta don dona dott dottssa dottor sig ra avv drs ir mr dhr mevr mw".split(
    " ",
  ),
);

/** What firms write behind their name, each country in its own way. */
const forms: ReadonlySet<string> = new Set(
  "gmbh ag kg ohg gbr ug mbh ev eg co cokg kgaa sa sas sasu sarl eurl sci snc scop selarl ltd limited llc llp plc inc corp corporation company sl slu sau srl spa snc bv nv vof ab oy as aps sprl asbl srls".split(
    " ",
  ),
);

/** Is that the same person? In any order, with or without a title, an initial or a further name. */
export function isSamePerson(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => {
    const words = nameWords(name);
    const bare = words.filter((word) => !titles.has(word));
    return bare.length === 0 ? words : bare;
  });
  if (a === undefined || b === undefined) return false;
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  if (few.length === 0) return false;
  if (few.length === 1) return many.length === 1 && few[0] === many[0];
  // An initial stands for a name that begins so, but one name has to be whole.
  const left = [...many];
  const fits = (word: string): boolean => {
    const at = left.findIndex(
      (each) => each === word || (Math.min(word.length, each.length) === 1 && each[0] === word[0]),
    );
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  };
  return few.some((word) => word.length > 1 && many.includes(word)) && few.every(fits);
}

/** Is that the same firm, whatever form of firm it says it is? */
export function isSameFirm(one: string, other: string): boolean {
  const [a, b] = [bareFirm(one), bareFirm(other)];
  return a !== "" && (a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `));
}

/** What firms write behind their name is in it. */
export function hasFirmForm(name: string): boolean {
  // `S.A.`, `G.m.b.H.`: the dots part no words there.
  const words = nameWords(name.replace(/(?<=(?:^|[\s.])\p{L})\.(?=\p{L}|\s|$)/gu, ""));
  return words.length > 1 && words.slice(1).some((word) => forms.has(word));
}

function bareFirm(name: string): string {
  const words = nameWords(name);
  const bare = words.filter((word) => !forms.has(word));
  return (bare.length === 0 ? words : bare).join(" ");
}
