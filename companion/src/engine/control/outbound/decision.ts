import type { ControlAddress } from "../control-layer.ts";

/** What a request handler says should become of a request. Times are in the words of the `proxy` command. */
export type Decision =
  | { readonly action: "route"; readonly address: ControlAddress }
  | { readonly action: "tag"; readonly tag: string }
  | { readonly action: "reject"; readonly status: number; readonly reason: string | undefined }
  | { readonly action: "redirect"; readonly contacts: readonly string[] }
  | { readonly action: "proxy"; readonly fields: readonly string[] };

type Json = Readonly<Record<string, unknown>>;

/** Reads the JSON a handler answered with; undefined when it says nothing that can be done. */
export function readDecision(text: string): Decision | undefined {
  const answer = parsed(text);
  const data = isObject(answer?.["data"]) ? answer["data"] : {};
  switch (answer?.["action"]) {
    case "route":
      return routeOf(data);
    case "reject":
      return rejectOf(data);
    case "redirect":
      return redirectOf(data);
    case "proxy":
      return proxyOf(data);
    default:
      return undefined;
  }
}

/** Reads `host:port`, perhaps with `;transport=tcp`; undefined for anything else. */
export function readAddress(uri: string): ControlAddress | undefined {
  const match = /^(?:tcp:(?:\/\/)?)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})(?:;transport=tcp)?$/.exec(uri);
  const port = Number(match?.[2]);
  if (!match?.[1] || port < 1 || port > 65_535) return undefined;
  return { host: match[1].replaceAll(/[[\]]/g, ""), port };
}

/** The server's own sample says `url`, its code reads `uri`: both are understood. A tag names an application that connected. */
function routeOf(data: Json): Decision | undefined {
  const tag = data["tag"];
  if (typeof tag === "string" && tag !== "") return { action: "tag", tag };
  const address = readAddress(textOr(data["uri"] ?? data["url"], ""));
  return address && { action: "route", address };
}

function rejectOf(data: Json): Decision | undefined {
  const { status, reason } = data;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 300 || status > 699) return undefined;
  const said = typeof reason === "string" && /^[\t\x20-\x7e]{1,200}$/.test(reason) ? reason : undefined;
  return { action: "reject", status, reason: said };
}

function redirectOf(data: Json): Decision | undefined {
  const contacts = texts(data["contact"]);
  return contacts.length > 0 ? { action: "redirect", contacts } : undefined;
}

function proxyOf(data: Json): Decision | undefined {
  const targets = texts(data["destination"]);
  if (targets.length === 0) return undefined;
  const flag = (name: string, word: string): string => (data[name] === true ? word : "");
  const fields = [
    flag("recordRoute", "remainInDialog"),
    "",
    flag("followRedirects", "followRedirects"),
    data["simultaneous"] === true ? "simultaneous" : "serial",
    textOr(data["provisionalTimeout"], "5s"),
    textOr(data["finalTimeout"], "60s"),
    ...targets,
  ];
  return { action: "proxy", fields };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

/** One text or several; line ends would let a handler write header fields of its own. */
function texts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each): each is string => typeof each === "string" && /^[\x20-\x7e]{1,500}$/.test(each));
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
