import { effect } from "@preact/signals-core";
import { onInstalled, openPageOnce } from "../browser/pages.ts";
import { openPanelOnAction } from "../browser/panel.ts";
import { onPermissions } from "../browser/permissions.ts";
import { registerContentScript, runContentScriptNow } from "../browser/site-access.ts";
import { closeStorageToPages } from "../browser/storage-access.ts";
import { lendStorage } from "../browser/storage.ts";
import { connectCompanion } from "../companion/connection.ts";
import { chosenLanguage, speak } from "../texts.ts";
import { answerAddressBar } from "./address-bar.ts";
import { followCalls } from "./call-notes.ts";
import { keepBadge } from "./call-badge.ts";
import { showPopUp } from "./caller-pop-up.ts";
import { openWindowsForCalls } from "./call-windows.ts";
import { offerMenus } from "./call-menus.ts";
import { followGuard } from "./guard-notes.ts";
import { followKeys } from "./key-notes.ts";
import { followMessages } from "./message-notes.ts";
import { answerPages } from "./page-calls.ts";
import { followRecalls } from "./recall-notes.ts";
import { obeyShortcuts } from "./shortcuts.ts";
import { learnEveryLanguage } from "./spoken.ts";
import { admitStrips } from "./strips.ts";
import { keepSound } from "./sound-page.ts";

// Browsers start the worker for an event and deliver it only to listeners that stand before anything is awaited.
const companion = connectCompanion("worker", new AbortController().signal);
learnEveryLanguage();
effect(() => speak(chosenLanguage(companion.state.value?.settings.values.language ?? "auto")));

lendStorage();
void closeStorageToPages();
void openPanelOnAction();
// A moment later: whoever starts the browser for the user may have opened the page, with a code in its address.
onInstalled(() => setTimeout(() => void openPageOnce("welcome"), 1000));
onPermissions(() => void registerContentScript().then(runContentScriptNow));
void registerContentScript();

offerMenus(companion);
answerAddressBar(companion);
followCalls(companion);
followGuard(companion);
followMessages(companion);
followRecalls(companion);
followKeys(companion);
keepBadge(companion);
openWindowsForCalls(companion);
showPopUp(companion);
obeyShortcuts(companion);
keepSound(companion);
answerPages(companion);
admitStrips();
