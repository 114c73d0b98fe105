import { accessTo } from "./permissions.ts";

/** Puts a text on the clipboard; false where the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** May our pages look at the clipboard? The user gives it by a click and takes it away again; nothing else is kept of it. */
export const clipboardAccess = accessTo({ permissions: ["clipboardRead"] });

/** The clipboard's text; empty where there is none, or where we may not look. A page without the focus may not. */
export async function readClipboard(): Promise<string> {
  try {
    return (await clipboardAccess.has()) ? await navigator.clipboard.readText() : "";
  } catch {
    return "";
  }
}
