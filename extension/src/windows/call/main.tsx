import { rememberBounds } from "../../browser/own-windows.ts";
import { loadNumbers } from "../../features/dialling/numbers.ts";
import { startPage } from "../../page.tsx";
import { CallWindow } from "./call-window.tsx";
import "../../panel/panel.css";
import "../../ui/rows.css";
import "../windows.css";

const callId = new URLSearchParams(location.search).get("call") ?? "";
await loadNumbers();
const page = await startPage("window", "windows:call.title", (page) => <CallWindow page={page} callId={callId} />);
rememberBounds(page.signal);
