import account from "../../../../locales/fr/account.json";
import common from "../../../../locales/fr/common.json";
import devices from "../../../../locales/fr/devices.json";
import dialling from "../../../../locales/fr/dialling.json";
import failures from "../../../../locales/fr/failures.json";
import journal from "../../../../locales/fr/journal.json";
import panel from "../../../../locales/fr/panel.json";
import refusals from "../../../../locales/fr/refusals.json";
import search from "../../../../locales/fr/search.json";
import settings from "../../../../locales/fr/settings.json";
import sounds from "../../../../locales/fr/sounds.json";
import voiceMail from "../../../../locales/fr/voice-mail.json";

/** What the panel says before there is anything to show. */
export const frame = {
  account,
  common,
  devices,
  dialling,
  failures,
  journal,
  panel,
  refusals,
  search,
  settings,
  sounds,
  "voice-mail": voiceMail,
};
