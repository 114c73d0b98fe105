/** The calls of somebody by their ids, and whether each is over (RFC 4235 section 4.1). */
export type DialogInfo = ReadonlyMap<string, boolean>;

/** No document tells of more. */
const mostDialogs = 100;

/**
 * The calls after a document about them, which is a stranger's text: a full one tells of all there are, a partial one of what has changed. Null
 * where it is none.
 */
export function readDialogInfo(before: DialogInfo, body: string): DialogInfo | null {
  const [, root] = /<(?:\w+:)?dialog-info\b([^>]*)>/u.exec(body) ?? [];
  if (root === undefined) return null;
  const dialogs = new Map(/\bstate\s*=\s*["']partial["']/u.test(root) ? before : []);
  for (const [, attributes = "", inner = ""] of body.matchAll(dialog)) {
    const [, id = ""] = /\bid\s*=\s*["']([^"']*)["']/u.exec(attributes) ?? [];
    const [, state = ""] = /<(?:\w+:)?state\b[^>]*>\s*([\w-]+)\s*</u.exec(inner) ?? [];
    if (state !== "" && dialogs.size < mostDialogs) dialogs.set(id, state.toLowerCase() === "terminated");
  }
  return dialogs;
}

const dialog = /<(?:\w+:)?dialog\b([^>]*)>([\s\S]*?)<\/(?:\w+:)?dialog\s*>/gu;

/** Is there a call that is not over? */
export function isBusy(dialogs: DialogInfo): boolean {
  return [...dialogs.values()].includes(false);
}
