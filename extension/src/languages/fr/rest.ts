import accountForm from "../../../../locales/fr/account-form.json";
import calls from "../../../../locales/fr/calls.json";
import clipboard from "../../../../locales/fr/clipboard.json";
import cleaning from "../../../../locales/fr/cleaning.json";
import contacts from "../../../../locales/fr/contacts.json";
import doctor from "../../../../locales/fr/doctor.json";
import dropping from "../../../../locales/fr/dropping.json";
import guard from "../../../../locales/fr/guard.json";
import headset from "../../../../locales/fr/headset.json";
import marks from "../../../../locales/fr/marks.json";
import hotkeys from "../../../../locales/fr/hotkeys.json";
import mailServer from "../../../../locales/fr/mail-server.json";
import messages from "../../../../locales/fr/messages.json";
import pageMemory from "../../../../locales/fr/page-memory.json";
import pageNames from "../../../../locales/fr/page-names.json";
import palette from "../../../../locales/fr/palette.json";
import plan from "../../../../locales/fr/plan.json";
import player from "../../../../locales/fr/player.json";
import preferences from "../../../../locales/fr/preferences.json";
import recalls from "../../../../locales/fr/recalls.json";
import recordings from "../../../../locales/fr/recordings.json";
import sites from "../../../../locales/fr/sites.json";
import strip from "../../../../locales/fr/strip.json";
import welcome from "../../../../locales/fr/welcome.json";
import windows from "../../../../locales/fr/windows.json";

/** What is said once there is. */
export const rest = {
  "account-form": accountForm,
  calls,
  clipboard,
  cleaning,
  contacts,
  doctor,
  dropping,
  guard,
  headset,
  marks,
  hotkeys,
  "mail-server": mailServer,
  messages,
  "page-memory": pageMemory,
  "page-names": pageNames,
  palette,
  plan,
  player,
  preferences,
  recalls,
  recordings,
  sites,
  strip,
  welcome,
  windows,
};
