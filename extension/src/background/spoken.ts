import callsFr from "../../../locales/fr/calls.json";
import contactsFr from "../../../locales/fr/contacts.json";
import devicesFr from "../../../locales/fr/devices.json";
import diallingFr from "../../../locales/fr/dialling.json";
import failuresFr from "../../../locales/fr/failures.json";
import guardFr from "../../../locales/fr/guard.json";
import marksFr from "../../../locales/fr/marks.json";
import hotkeysFr from "../../../locales/fr/hotkeys.json";
import messagesFr from "../../../locales/fr/messages.json";
import pageNamesFr from "../../../locales/fr/page-names.json";
import panelFr from "../../../locales/fr/panel.json";
import planFr from "../../../locales/fr/plan.json";
import recallsFr from "../../../locales/fr/recalls.json";
import stripFr from "../../../locales/fr/strip.json";
import callsEn from "../../../locales/en/calls.json";
import contactsEn from "../../../locales/en/contacts.json";
import devicesEn from "../../../locales/en/devices.json";
import diallingEn from "../../../locales/en/dialling.json";
import failuresEn from "../../../locales/en/failures.json";
import guardEn from "../../../locales/en/guard.json";
import marksEn from "../../../locales/en/marks.json";
import hotkeysEn from "../../../locales/en/hotkeys.json";
import messagesEn from "../../../locales/en/messages.json";
import pageNamesEn from "../../../locales/en/page-names.json";
import panelEn from "../../../locales/en/panel.json";
import planEn from "../../../locales/en/plan.json";
import recallsEn from "../../../locales/en/recalls.json";
import stripEn from "../../../locales/en/strip.json";
import callsDe from "../../../locales/de/calls.json";
import contactsDe from "../../../locales/de/contacts.json";
import devicesDe from "../../../locales/de/devices.json";
import diallingDe from "../../../locales/de/dialling.json";
import failuresDe from "../../../locales/de/failures.json";
import guardDe from "../../../locales/de/guard.json";
import marksDe from "../../../locales/de/marks.json";
import hotkeysDe from "../../../locales/de/hotkeys.json";
import messagesDe from "../../../locales/de/messages.json";
import pageNamesDe from "../../../locales/de/page-names.json";
import panelDe from "../../../locales/de/panel.json";
import planDe from "../../../locales/de/plan.json";
import recallsDe from "../../../locales/de/recalls.json";
import stripDe from "../../../locales/de/strip.json";
import { learn } from "../texts.ts";

/** Makes known what the worker says, in every language: a worker cannot load one later. */
export function learnEveryLanguage(): void {
  learn("fr", {
    calls: callsFr,
    contacts: contactsFr,
    devices: devicesFr,
    dialling: diallingFr,
    failures: failuresFr,
    guard: guardFr,
    marks: marksFr,
    hotkeys: hotkeysFr,
    messages: messagesFr,
    "page-names": pageNamesFr,
    panel: panelFr,
    plan: planFr,
    recalls: recallsFr,
    strip: stripFr,
  });
  learn("en", {
    calls: callsEn,
    contacts: contactsEn,
    devices: devicesEn,
    dialling: diallingEn,
    failures: failuresEn,
    guard: guardEn,
    marks: marksEn,
    hotkeys: hotkeysEn,
    messages: messagesEn,
    "page-names": pageNamesEn,
    panel: panelEn,
    plan: planEn,
    recalls: recallsEn,
    strip: stripEn,
  });
  learn("de", {
    calls: callsDe,
    contacts: contactsDe,
    devices: devicesDe,
    dialling: diallingDe,
    failures: failuresDe,
    guard: guardDe,
    marks: marksDe,
    hotkeys: hotkeysDe,
    messages: messagesDe,
    "page-names": pageNamesDe,
    panel: panelDe,
    plan: planDe,
    recalls: recallsDe,
    strip: stripDe,
  });
}
