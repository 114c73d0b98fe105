import { linkSchemes } from "@twp/shared/dialling/link.ts";
import { fileURLToPath } from "node:url";
import type { i18n } from "i18next";
import { handledSchemes, handlerPlaces, installHandler, removeHandler } from "./adapters/system/link-handler.ts";

/** What is so now, or why it cannot be. */
export type Said = Readonly<{ done: boolean; sentence: string }>;

/** Makes TWP the program that opens telephone links on this user's desktop, or no more; says what is so then. */
export async function setTelHandler(word: string, say: i18n["t"]): Promise<Said> {
  if (process.platform === "win32" || process.platform === "darwin")
    return { done: false, sentence: say("handlerUnsupported") };
  const places = handlerPlaces(process.env);
  if (word === "install") {
    const own = process.env["TWP_HOME"];
    const cli = fileURLToPath(new URL("cli.ts", import.meta.url));
    await installHandler(places, {
      name: say("handlerName"),
      comment: say("handlerComment"),
      schemes: linkSchemes,
      words: [process.execPath, cli, "link"],
      env: own === undefined || own === "" ? {} : { TWP_HOME: own },
    });
  } else if (word === "remove") await removeHandler(places, linkSchemes);
  else if (word !== "status") return { done: false, sentence: say("handlerUsage") };
  const handled = await handledSchemes(places, linkSchemes);
  const schemes = handled.map((scheme) => `${scheme}:`).join(" ");
  return { done: true, sentence: schemes === "" ? say("handlerAway") : say("handlerThere", { schemes }) };
}
