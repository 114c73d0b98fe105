import account from "../../../../locales/de/account.json";
import common from "../../../../locales/de/common.json";
import devices from "../../../../locales/de/devices.json";
import dialling from "../../../../locales/de/dialling.json";
import failures from "../../../../locales/de/failures.json";
import journal from "../../../../locales/de/journal.json";
import panel from "../../../../locales/de/panel.json";
import refusals from "../../../../locales/de/refusals.json";
import search from "../../../../locales/de/search.json";
import settings from "../../../../locales/de/settings.json";
import sounds from "../../../../locales/de/sounds.json";
import voiceMail from "../../../../locales/de/voice-mail.json";

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
