import type { Account, Registration } from "@twp/shared/protocol/account.ts";
import type { Link } from "../../companion/companion.ts";
import type { TextKey } from "../../texts.ts";
import type { Tone } from "../../ui/avatar.tsx";

/** The line in a chip: its colour, its words, and whether trying at once makes sense. */
export type LineChip = Readonly<{
  tone: Tone;
  text: TextKey;
  reason: TextKey | null;
  /** What the reason names. */
  values?: Readonly<Record<string, string>>;
  retry: boolean;
}>;

/** What the chip says; a companion that cannot be reached knows nothing of the line. */
export function lineChip(link: Link, registration: Registration | undefined): LineChip {
  if (link.state === "searching") return { tone: "off", text: "account:line.searching", reason: null, retry: false };
  if (link.state !== "ready" || registration === undefined)
    return { tone: "off", text: "account:line.unpaired", reason: null, retry: false };
  return registrationChip(registration);
}

function registrationChip(registration: Registration): LineChip {
  const text: TextKey = `account:line.${registration.state}`;
  switch (registration.state) {
    case "none":
      return { tone: "off", text, reason: null, retry: false };
    case "registering":
      return { tone: "warn", text, reason: null, retry: false };
    case "registered":
      if (registration.backup === null) return { tone: "ok", text, reason: null, retry: false };
      return { tone: "ok", text, reason: "account:backup", values: { server: registration.backup }, retry: false };
    case "waiting":
      return { tone: "warn", text, reason: `account:reason.${registration.reason}`, retry: true };
    case "refused":
      return { tone: "bad", text, reason: `account:reason.${registration.reason}`, retry: true };
  }
}

/** The user's name as the account has it. */
export function accountName({ displayName, user }: Pick<Account, "displayName" | "user">): string {
  return displayName || user;
}
