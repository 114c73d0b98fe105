import accountForm from "../../../../locales/de/account-form.json";
import calls from "../../../../locales/de/calls.json";
import clipboard from "../../../../locales/de/clipboard.json";
import cleaning from "../../../../locales/de/cleaning.json";
import contacts from "../../../../locales/de/contacts.json";
import doctor from "../../../../locales/de/doctor.json";
import dropping from "../../../../locales/de/dropping.json";
import guard from "../../../../locales/de/guard.json";
import headset from "../../../../locales/de/headset.json";
import marks from "../../../../locales/de/marks.json";
import hotkeys from "../../../../locales/de/hotkeys.json";
import mailServer from "../../../../locales/de/mail-server.json";
import messages from "../../../../locales/de/messages.json";
import pageMemory from "../../../../locales/de/page-memory.json";
import pageNames from "../../../../locales/de/page-names.json";
import palette from "../../../../locales/de/palette.json";
import plan from "../../../../locales/de/plan.json";
import player from "../../../../locales/de/player.json";
import preferences from "../../../../locales/de/preferences.json";
import recalls from "../../../../locales/de/recalls.json";
import recordings from "../../../../locales/de/recordings.json";
import sites from "../../../../locales/de/sites.json";
import strip from "../../../../locales/de/strip.json";
import welcome from "../../../../locales/de/welcome.json";
import windows from "../../../../locales/de/windows.json";

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
