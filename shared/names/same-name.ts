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

/** Short forms that are nothing else, however they are written. */
const certain: ReadonlySet<string> = new Set("gbr mbh sas srl ltd llc llp plc inc corp slu".split(" "));

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

/** What else may stand behind a firm's form, and in it. */
const besideForms: ReadonlySet<string> = new Set("and und et y i e fils sohn sohne sons group".split(" "));

/** Forms that are words as well (`ab`, `as`), units (`kg`) or syllables: these are written large. */
const large = /^(?:\p{Lu}{2,}|SpA|AöR|oHG|eG|eV|KGaA|ApS|Oy|A\/S)$/u;

/** What firms write behind their name stands at its end, behind a word. */
export function hasFirmForm(name: string): boolean {
  // `S.A.`, `S. L.`, `G.m.b.H.`: the dots part no words there.
  const plain = name
    .replace(/(?<!\p{L})(\p{L}+)\.\s?(?=\p{L}{1,2}(?:\.|$))/gu, "$1")
    .replace(/(?<!\p{L})(\p{L}+)\.(?=\s|$)/gu, "$1");
  const words = plain.split(/[\s,&+]+/u).filter((word) => word !== "");
  const at = words.findLastIndex((word) => !isForm(word) && !besideForms.has(nameWords(word).join("")));
  return at >= 0 && at < words.length - 1 && /\p{L}/u.test(words[at] ?? "") && words.slice(at + 1).some(isForm);
}

function isForm(word: string): boolean {
  const bare = word.replace(/[.()]/gu, "");
  const folded = nameWords(bare).join("");
  return forms.has(folded) && (folded.length > 3 || certain.has(folded) || large.test(bare));
}

function bareFirm(name: string): string {
  const words = nameWords(name);
  const bare = words.filter((word) => !forms.has(word));
  return (bare.length === 0 ? words : bare).join(" ");
}
