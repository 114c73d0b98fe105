import { startPage } from "../page.tsx";
import { OpenedLink } from "./opened-link.tsx";
import "../ui/sheet.css";

await startPage("window", "panel:title", (page) => <OpenedLink desk={page.desk} />);
