import { effect } from "@preact/signals-core";
import { onInstalled, openPage } from "../browser/pages.ts";
import { openPanelOnAction } from "../browser/panel.ts";
import { onSiteAccess, registerContentScript, runContentScriptNow } from "../browser/site-access.ts";
import { closeStorageToPages, lendStorage } from "../browser/storage.ts";
import { connectCompanion } from "../companion/connection.ts";
import { de } from "../languages/de.ts";
import { en } from "../languages/en.ts";
import { fr } from "../languages/fr.ts";
import { chosenLanguage, learn, speak } from "../texts.ts";
import { followCalls } from "./call-notes.ts";
import { keepBadge } from "./call-badge.ts";
import { offerMenus } from "./call-menus.ts";
import { answerPages } from "./page-calls.ts";
import { obeyShortcuts } from "./shortcuts.ts";
import { keepSound } from "./sound-page.ts";

// Browsers start the worker for an event and deliver it only to listeners that stand before anything is awaited.
const companion = connectCompanion("worker", new AbortController().signal);
learn("fr", fr);
learn("en", en);
learn("de", de);
effect(() => speak(chosenLanguage(companion.state.value?.settings.values.language ?? "auto")));

lendStorage();
void closeStorageToPages();
void openPanelOnAction();
onInstalled(() => void openPage("welcome"));
onSiteAccess(() => void registerContentScript().then(runContentScriptNow));
void registerContentScript();

offerMenus(companion);
followCalls(companion);
keepBadge(companion);
obeyShortcuts(companion);
keepSound(companion);
answerPages(companion);
