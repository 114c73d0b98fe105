import account from "../../../locales/en/account.json";
import calls from "../../../locales/en/calls.json";
import common from "../../../locales/en/common.json";
import devices from "../../../locales/en/devices.json";
import dialling from "../../../locales/en/dialling.json";
import doctor from "../../../locales/en/doctor.json";
import failures from "../../../locales/en/failures.json";
import panel from "../../../locales/en/panel.json";
import refusals from "../../../locales/en/refusals.json";
import settings from "../../../locales/en/settings.json";
import sounds from "../../../locales/en/sounds.json";
import welcome from "../../../locales/en/welcome.json";

/** Every text of the interface in this language. */
export const en = {
  account,
  calls,
  common,
  devices,
  dialling,
  doctor,
  failures,
  panel,
  refusals,
  settings,
  sounds,
  welcome,
};
