import accountForm from "../../../../locales/en/account-form.json";
import calls from "../../../../locales/en/calls.json";
import clipboard from "../../../../locales/en/clipboard.json";
import cleaning from "../../../../locales/en/cleaning.json";
import contacts from "../../../../locales/en/contacts.json";
import doctor from "../../../../locales/en/doctor.json";
import dropping from "../../../../locales/en/dropping.json";
import guard from "../../../../locales/en/guard.json";
import headset from "../../../../locales/en/headset.json";
import marks from "../../../../locales/en/marks.json";
import hotkeys from "../../../../locales/en/hotkeys.json";
import mailServer from "../../../../locales/en/mail-server.json";
import messages from "../../../../locales/en/messages.json";
import pageMemory from "../../../../locales/en/page-memory.json";
import pageNames from "../../../../locales/en/page-names.json";
import palette from "../../../../locales/en/palette.json";
import plan from "../../../../locales/en/plan.json";
import player from "../../../../locales/en/player.json";
import preferences from "../../../../locales/en/preferences.json";
import recalls from "../../../../locales/en/recalls.json";
import recordings from "../../../../locales/en/recordings.json";
import sites from "../../../../locales/en/sites.json";
import strip from "../../../../locales/en/strip.json";
import welcome from "../../../../locales/en/welcome.json";
import windows from "../../../../locales/en/windows.json";

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
