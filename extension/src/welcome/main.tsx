import { startPage } from "../page.tsx";
import { Welcome } from "./welcome.tsx";
import "../ui/sheet.css";
import "./welcome.css";

await startPage("welcome", "welcome:title", (page) => <Welcome page={page} />);
