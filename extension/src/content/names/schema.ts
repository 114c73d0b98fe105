import { plainWords } from "@twp/shared/names/plain-words.ts";
import { longestName, type NumberKind } from "@twp/shared/protocol/page-names.ts";
import { asFirm, asName } from "./person-name.ts";
import type { Said, SaidNumber } from "./said.ts";
import { kindIn } from "./signature-lines.ts";

/** One thing of schema.org, however the page writes it. */
export type SchemaNode = Readonly<{
  types: readonly string[];
  id: string;
  properties: ReadonlyMap<string, readonly (string | SchemaNode)[]>;
}>;

/** More than this no page says of people and firms. */
const mostNodes = 1000;
const deepest = 16;
/** A text that is longer is a list of data, and parsing it would hold up the page. */
const longestJson = 128 * 1024;

/** The things of a JSON-LD text; none of one that cannot be read. */
export function nodesOfJson(text: string): readonly SchemaNode[] {
  if (text.length > longestJson || !/"telephone"|"faxNumber"/u.test(text)) return [];
  try {
    let left = mostNodes;
    const nodesIn = (value: unknown, depth: number): SchemaNode[] => {
      left -= 1;
      if (typeof value !== "object" || value === null || left < 0 || depth > deepest) return [];
      const properties = new Map<string, (string | SchemaNode)[]>();
      for (const [name, said] of Object.entries(value)) {
        if (name === "@context") continue;
        const values = (Array.isArray(said) ? said.slice(0, mostNodes) : [said]).flatMap(
          (each: unknown): (string | SchemaNode)[] => {
            return typeof each === "string" || typeof each === "number" ? [String(each)] : nodesIn(each, depth + 1);
          },
        );
        properties.set(name, values);
      }
      const [types, [id = ""]] = [wordsOf(properties.get("@type")).map(bareType), wordsOf(properties.get("@id"))];
      return [{ types, id, properties }];
    };
    const parsed: unknown = JSON.parse(text);
    const top: readonly unknown[] = Array.isArray(parsed) ? parsed.slice(0, mostNodes) : [parsed];
    return top.flatMap((each) => nodesIn(each, 0));
  } catch {
    // What is no JSON says nothing.
    return [];
  }
}

/** `http://schema.org/Person`, `schema:Person`: a person. */
export const bareType = (type: string): string => type.replace(/^.*[/#:]/u, "");

type Values = readonly (string | SchemaNode)[] | undefined;

const wordsOf = (values: Values): readonly string[] => (values ?? []).filter((each) => typeof each === "string");
const nodesOf = (values: Values): readonly SchemaNode[] => (values ?? []).filter((each) => typeof each !== "string");

/** Firms, offices, shops and places where somebody answers: the kinds of schema.org that have a telephone of their own. */
const firmKinds =
  /(?:Organization|Business|Corporation|Store|Shop|Restaurant|Hotel|Office|Agency|Clinic|Hospital|School|University|Service|Center|Library|Museum|Bakery|Pharmacy|Dentist|Physician|Attorney|Notary|Place|Establishment|Lodging|Church|Station|Club|Salon|Dealer|Rental|Repair|Contractor|Plumber|Electrician|Locksmith|Brewery|Winery|CafeOrCoffeeShop|BarOrPub|NGO|Airline|Park|Theater|Attraction|Hostel|Motel|Campground|Resort|Gym|Spa|Bank|Garage)$/u;

/** Whose numbers the things of a page are. */
export function saidBySchema(top: readonly SchemaNode[]): readonly Said[] {
  const byId = new Map<string, SchemaNode>();
  const said: Said[] = [];
  let left = mostNodes;
  const learnIds = (node: SchemaNode): void => {
    if (node.id !== "" && node.types.length > 0) byId.set(node.id, node);
    for (const values of node.properties.values()) nodesOf(values).forEach(learnIds);
  };
  const visit = (node: SchemaNode, employer: string): void => {
    left -= 1;
    if (left < 0) return;
    const isPerson = node.types.includes("Person");
    const isFirm = !isPerson && node.types.some((type) => firmKinds.test(type));
    const firm = isFirm ? firmName(node) : employer;
    if (isPerson || isFirm)
      said.push(
        isPerson
          ? personOf(node, employer, byId)
          : { ...nothing, company: firm, email: emailOf(node), numbers: numbersOf(node) },
      );
    for (const [name, values] of node.properties) {
      const works = isFirm && /^(?:employees?|members?|founders?|alumni)$/u.test(name);
      for (const each of nodesOf(values)) visit(each, works ? firm : "");
    }
  };
  top.forEach(learnIds);
  for (const node of top) visit(node, "");
  return said.filter(({ name, company, numbers }) => numbers.length > 0 && (name !== "" || company !== ""));
}

const nothing = { kind: "schema", name: "", company: "", title: "", email: "" } as const;

function personOf(node: SchemaNode, employer: string, byId: ReadonlyMap<string, SchemaNode>): Said {
  const of = (name: string): string => wordsOf(node.properties.get(name))[0] ?? "";
  const parts = [of("givenName"), of("familyName")].filter(Boolean).join(" ");
  return {
    kind: "schema",
    name: asName(of("name"), "marked") || asName(parts, "marked"),
    company:
      ["worksFor", "affiliation", "memberOf"]
        .map((name) => firmBehind(node.properties.get(name), byId))
        .find(Boolean) ?? employer,
    title: plainWords(of("jobTitle"), longestName),
    email: emailOf(node),
    numbers: numbersOf(node),
  };
}

/** The firm that is named there, is there, or is meant by its id. */
function firmBehind(values: Values, byId: ReadonlyMap<string, SchemaNode>): string {
  const [node] = nodesOf(values);
  if (node === undefined) return asFirm(wordsOf(values)[0] ?? "");
  return firmName(node) || firmName(byId.get(node.id) ?? node);
}

const firmName = ({ properties }: SchemaNode): string =>
  asFirm(wordsOf(properties.get("name"))[0] ?? "") || asFirm(wordsOf(properties.get("legalName"))[0] ?? "");

function emailOf({ properties }: SchemaNode): string {
  const email = (wordsOf(properties.get("email"))[0] ?? "").replace(/^mailto:/iu, "").trim();
  return /^[\w.+-]+@[\w.-]+\.\w+$/u.test(email) ? email : "";
}

/** Its own, and those of the ways to reach it. */
function numbersOf({ properties }: SchemaNode): readonly SaidNumber[] {
  const of = (values: Values, kind: NumberKind): SaidNumber[] =>
    wordsOf(values)
      .slice(0, 12)
      .map((text) => ({ text: text.slice(0, 64), kind }));
  const contacts = nodesOf(properties.get("contactPoint") ?? properties.get("contactPoints"));
  return [
    ...of(properties.get("telephone"), "other"),
    ...of(properties.get("faxNumber"), "fax"),
    ...contacts
      .slice(0, 12)
      .flatMap((each) =>
        of(each.properties.get("telephone"), kindIn(wordsOf(each.properties.get("contactType"))[0] ?? "")),
      ),
  ].slice(0, 24);
}
