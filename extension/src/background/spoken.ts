import callsFr from "../../../locales/fr/calls.json";
import diallingFr from "../../../locales/fr/dialling.json";
import failuresFr from "../../../locales/fr/failures.json";
import panelFr from "../../../locales/fr/panel.json";
import callsEn from "../../../locales/en/calls.json";
import diallingEn from "../../../locales/en/dialling.json";
import failuresEn from "../../../locales/en/failures.json";
import panelEn from "../../../locales/en/panel.json";
import callsDe from "../../../locales/de/calls.json";
import diallingDe from "../../../locales/de/dialling.json";
import failuresDe from "../../../locales/de/failures.json";
import panelDe from "../../../locales/de/panel.json";
import { learn } from "../texts.ts";

/** Makes known what the worker says, in every language: a worker cannot load one later. */
export function learnEveryLanguage(): void {
  learn("fr", { calls: callsFr, dialling: diallingFr, failures: failuresFr, panel: panelFr });
  learn("en", { calls: callsEn, dialling: diallingEn, failures: failuresEn, panel: panelEn });
  learn("de", { calls: callsDe, dialling: diallingDe, failures: failuresDe, panel: panelDe });
}
