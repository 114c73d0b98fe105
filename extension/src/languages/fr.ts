import account from "../../../locales/fr/account.json";
import calls from "../../../locales/fr/calls.json";
import common from "../../../locales/fr/common.json";
import devices from "../../../locales/fr/devices.json";
import contacts from "../../../locales/fr/contacts.json";
import dialling from "../../../locales/fr/dialling.json";
import doctor from "../../../locales/fr/doctor.json";
import failures from "../../../locales/fr/failures.json";
import journal from "../../../locales/fr/journal.json";
import panel from "../../../locales/fr/panel.json";
import player from "../../../locales/fr/player.json";
import recalls from "../../../locales/fr/recalls.json";
import recordings from "../../../locales/fr/recordings.json";
import refusals from "../../../locales/fr/refusals.json";
import search from "../../../locales/fr/search.json";
import settings from "../../../locales/fr/settings.json";
import sounds from "../../../locales/fr/sounds.json";
import voiceMail from "../../../locales/fr/voice-mail.json";
import welcome from "../../../locales/fr/welcome.json";
import windows from "../../../locales/fr/windows.json";

/** Every text of the interface in this language. */
export const fr = {
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
