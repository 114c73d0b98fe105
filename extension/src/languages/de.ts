import account from "../../../locales/de/account.json";
import calls from "../../../locales/de/calls.json";
import common from "../../../locales/de/common.json";
import devices from "../../../locales/de/devices.json";
import contacts from "../../../locales/de/contacts.json";
import dialling from "../../../locales/de/dialling.json";
import doctor from "../../../locales/de/doctor.json";
import failures from "../../../locales/de/failures.json";
import journal from "../../../locales/de/journal.json";
import panel from "../../../locales/de/panel.json";
import player from "../../../locales/de/player.json";
import recalls from "../../../locales/de/recalls.json";
import recordings from "../../../locales/de/recordings.json";
import refusals from "../../../locales/de/refusals.json";
import search from "../../../locales/de/search.json";
import settings from "../../../locales/de/settings.json";
import sounds from "../../../locales/de/sounds.json";
import voiceMail from "../../../locales/de/voice-mail.json";
import welcome from "../../../locales/de/welcome.json";
import windows from "../../../locales/de/windows.json";

/** Every text of the interface in this language. */
export const de = {
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
