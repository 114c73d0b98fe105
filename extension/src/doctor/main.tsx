import { startPage } from "../page.tsx";
import { Doctor } from "./doctor.tsx";
import "../ui/sheet.css";
import "./doctor.css";

await startPage("doctor", "doctor:title", (page) => <Doctor page={page} />);
