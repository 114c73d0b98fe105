import { loadNumbers } from "../../features/dialling/numbers.ts";
import { startPage } from "../../page.tsx";
import { PopUp } from "./pop-up.tsx";
import "../../panel/panel.css";
import "../../ui/rows.css";
import "../windows.css";

await loadNumbers();
await startPage("window", "windows:pop-up.title", (page) => <PopUp page={page} />);
