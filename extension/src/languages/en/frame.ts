import account from "../../../../locales/en/account.json";
import common from "../../../../locales/en/common.json";
import devices from "../../../../locales/en/devices.json";
import dialling from "../../../../locales/en/dialling.json";
import failures from "../../../../locales/en/failures.json";
import journal from "../../../../locales/en/journal.json";
import panel from "../../../../locales/en/panel.json";
import refusals from "../../../../locales/en/refusals.json";
import search from "../../../../locales/en/search.json";
import settings from "../../../../locales/en/settings.json";
import sounds from "../../../../locales/en/sounds.json";
import voiceMail from "../../../../locales/en/voice-mail.json";

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
