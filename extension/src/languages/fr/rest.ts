import accountForm from "../../../../locales/fr/account-form.json";
import calls from "../../../../locales/fr/calls.json";
import cleaning from "../../../../locales/fr/cleaning.json";
import contacts from "../../../../locales/fr/contacts.json";
import doctor from "../../../../locales/fr/doctor.json";
import dropping from "../../../../locales/fr/dropping.json";
import headset from "../../../../locales/fr/headset.json";
import hotkeys from "../../../../locales/fr/hotkeys.json";
import mailServer from "../../../../locales/fr/mail-server.json";
import messages from "../../../../locales/fr/messages.json";
import palette from "../../../../locales/fr/palette.json";
import player from "../../../../locales/fr/player.json";
import recalls from "../../../../locales/fr/recalls.json";
import recordings from "../../../../locales/fr/recordings.json";
import sites from "../../../../locales/fr/sites.json";
import welcome from "../../../../locales/fr/welcome.json";
import windows from "../../../../locales/fr/windows.json";

/** What is said once there is. */
export const rest = {
  "account-form": accountForm,
  calls,
  cleaning,
  contacts,
  doctor,
  dropping,
  headset,
  hotkeys,
  "mail-server": mailServer,
  messages,
  palette,
  player,
  recalls,
  recordings,
  sites,
  welcome,
  windows,
};
