import account from "../../../locales/en/account.json";
import calls from "../../../locales/en/calls.json";
import common from "../../../locales/en/common.json";
import devices from "../../../locales/en/devices.json";
import contacts from "../../../locales/en/contacts.json";
import dialling from "../../../locales/en/dialling.json";
import doctor from "../../../locales/en/doctor.json";
import failures from "../../../locales/en/failures.json";
import journal from "../../../locales/en/journal.json";
import panel from "../../../locales/en/panel.json";
import player from "../../../locales/en/player.json";
import recalls from "../../../locales/en/recalls.json";
import recordings from "../../../locales/en/recordings.json";
import refusals from "../../../locales/en/refusals.json";
import search from "../../../locales/en/search.json";
import settings from "../../../locales/en/settings.json";
import sounds from "../../../locales/en/sounds.json";
import voiceMail from "../../../locales/en/voice-mail.json";
import welcome from "../../../locales/en/welcome.json";
import windows from "../../../locales/en/windows.json";

/** Every text of the interface in this language. */
export const en = {
  account,
  calls,
  common,
  contacts,
  devices,
  dialling,
  doctor,
  failures,
  journal,
  panel,
  player,
  recalls,
  recordings,
  refusals,
  search,
  settings,
  sounds,
  "voice-mail": voiceMail,
  welcome,
  windows,
};
