/** Somebody of the office who answers by machine. `voice` names the spoken files. */
export type Person = Readonly<{ user: string; name: string; voice: "anna" | "marc" }>;

/** What happens when an extension is called. */
export type Extension =
  | Readonly<{ kind: "echo" }>
  | Readonly<{ kind: "clock" }>
  | Readonly<{ kind: "person"; person: Person }>
  | Readonly<{ kind: "callBack"; person: Person }>
  | Readonly<{ kind: "messages" }>
  | Readonly<{ kind: "busy" }>
  | Readonly<{ kind: "silent" }>;

const anna: Person = { user: "201", name: "Anna Becker", voice: "anna" };
const marc: Person = { user: "202", name: "Marc Icksemelle", voice: "marc" };

/** What a user calls to hear their own messages. */
export const messagesExtension = "*97";

/** The extensions that answer by themselves. */
export const extensions: ReadonlyMap<string, Extension> = new Map<string, Extension>([
  ["201", { kind: "person", person: anna }],
  ["202", { kind: "person", person: marc }],
  ["600", { kind: "echo" }],
  ["601", { kind: "clock" }],
  ["603", { kind: "busy" }],
  ["604", { kind: "silent" }],
  ["8201", { kind: "callBack", person: anna }],
  ["8202", { kind: "callBack", person: marc }],
  [messagesExtension, { kind: "messages" }],
]);
