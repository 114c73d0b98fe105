import callsFr from "../../../locales/fr/calls.json";
import diallingFr from "../../../locales/fr/dialling.json";
import failuresFr from "../../../locales/fr/failures.json";
import hotkeysFr from "../../../locales/fr/hotkeys.json";
import messagesFr from "../../../locales/fr/messages.json";
import panelFr from "../../../locales/fr/panel.json";
import recallsFr from "../../../locales/fr/recalls.json";
import callsEn from "../../../locales/en/calls.json";
import diallingEn from "../../../locales/en/dialling.json";
import failuresEn from "../../../locales/en/failures.json";
import hotkeysEn from "../../../locales/en/hotkeys.json";
import messagesEn from "../../../locales/en/messages.json";
import panelEn from "../../../locales/en/panel.json";
import recallsEn from "../../../locales/en/recalls.json";
import callsDe from "../../../locales/de/calls.json";
import diallingDe from "../../../locales/de/dialling.json";
import failuresDe from "../../../locales/de/failures.json";
import hotkeysDe from "../../../locales/de/hotkeys.json";
import messagesDe from "../../../locales/de/messages.json";
import panelDe from "../../../locales/de/panel.json";
import recallsDe from "../../../locales/de/recalls.json";
import { learn } from "../texts.ts";

/** Makes known what the worker says, in every language: a worker cannot load one later. */
export function learnEveryLanguage(): void {
  learn("fr", {
    calls: callsFr,
    dialling: diallingFr,
    failures: failuresFr,
    hotkeys: hotkeysFr,
    messages: messagesFr,
    panel: panelFr,
    recalls: recallsFr,
  });
  learn("en", {
    calls: callsEn,
    dialling: diallingEn,
    failures: failuresEn,
    hotkeys: hotkeysEn,
    messages: messagesEn,
    panel: panelEn,
    recalls: recallsEn,
  });
  learn("de", {
    calls: callsDe,
    dialling: diallingDe,
    failures: failuresDe,
    hotkeys: hotkeysDe,
    messages: messagesDe,
    panel: panelDe,
    recalls: recallsDe,
  });
}
