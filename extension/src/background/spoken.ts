import callsFr from "../../../locales/fr/calls.json";
import diallingFr from "../../../locales/fr/dialling.json";
import failuresFr from "../../../locales/fr/failures.json";
import guardFr from "../../../locales/fr/guard.json";
import marksFr from "../../../locales/fr/marks.json";
import hotkeysFr from "../../../locales/fr/hotkeys.json";
import messagesFr from "../../../locales/fr/messages.json";
import panelFr from "../../../locales/fr/panel.json";
import recallsFr from "../../../locales/fr/recalls.json";
import stripFr from "../../../locales/fr/strip.json";
import callsEn from "../../../locales/en/calls.json";
import diallingEn from "../../../locales/en/dialling.json";
import failuresEn from "../../../locales/en/failures.json";
import guardEn from "../../../locales/en/guard.json";
import marksEn from "../../../locales/en/marks.json";
import hotkeysEn from "../../../locales/en/hotkeys.json";
import messagesEn from "../../../locales/en/messages.json";
import panelEn from "../../../locales/en/panel.json";
import recallsEn from "../../../locales/en/recalls.json";
import stripEn from "../../../locales/en/strip.json";
import callsDe from "../../../locales/de/calls.json";
import diallingDe from "../../../locales/de/dialling.json";
import failuresDe from "../../../locales/de/failures.json";
import guardDe from "../../../locales/de/guard.json";
import marksDe from "../../../locales/de/marks.json";
import hotkeysDe from "../../../locales/de/hotkeys.json";
import messagesDe from "../../../locales/de/messages.json";
import panelDe from "../../../locales/de/panel.json";
import recallsDe from "../../../locales/de/recalls.json";
import stripDe from "../../../locales/de/strip.json";
import { learn } from "../texts.ts";

/** Makes known what the worker says, in every language: a worker cannot load one later. */
export function learnEveryLanguage(): void {
  learn("fr", {
    calls: callsFr,
    dialling: diallingFr,
    failures: failuresFr,
    guard: guardFr,
    marks: marksFr,
    hotkeys: hotkeysFr,
    messages: messagesFr,
    panel: panelFr,
    recalls: recallsFr,
    strip: stripFr,
  });
  learn("en", {
    calls: callsEn,
    dialling: diallingEn,
    failures: failuresEn,
    guard: guardEn,
    marks: marksEn,
    hotkeys: hotkeysEn,
    messages: messagesEn,
    panel: panelEn,
    recalls: recallsEn,
    strip: stripEn,
  });
  learn("de", {
    calls: callsDe,
    dialling: diallingDe,
    failures: failuresDe,
    guard: guardDe,
    marks: marksDe,
    hotkeys: hotkeysDe,
    messages: messagesDe,
    panel: panelDe,
    recalls: recallsDe,
    strip: stripDe,
  });
}
