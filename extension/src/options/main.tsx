import { loadNumbers } from "../features/dialling/numbers.ts";
import { startPage } from "../page.tsx";
import { Options } from "./options.tsx";
import "../ui/sheet.css";

await loadNumbers();
await startPage("options", "preferences:title", (page) => <Options page={page} />);
