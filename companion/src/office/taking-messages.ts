import type { Mailboxes } from "./mailboxes.ts";
import { isMessage } from "./mail.ts";
import { beep, spokenFiles, type Language } from "./spoken.ts";
import type { Talk } from "./talk.ts";

/** Who leaves a message. */
export type Sender = Readonly<{ number: string; name: string; language: Language }>;

/** Seconds that a message lasts at most, and that nobody may speak in it. */
const limits = { most: 180, silence: 5 } as const;

/** Greets a caller and keeps what they say, until they hang up, press `#`, fall silent, or have said enough. */
export async function takeMessage(
  mail: Mailboxes,
  user: string,
  sender: Sender,
  talk: Talk,
  now: () => number,
): Promise<void> {
  const say = (name: string): Promise<void> => talk.play(spokenFiles(sender.language, [name]));
  const at = now();
  await talk.play([...spokenFiles(sender.language, ["mail-greeting"]), beep]);
  if (talk.ended.aborted) return;
  const id = mail.newId();
  talk.onDigit((digit) => digit === "#" && talk.stopRecording());
  const { seconds, spoken, fault } = await talk.record({ file: mail.fileOf(id), ...limits });
  const from = { number: sender.number, name: sender.name };
  const kept = isMessage({ seconds, spoken })
    ? await mail.keep({ id, user, from, at, seconds, heard: false }).then(...yesOrNo)
    : await mail.drop(id).then(() => null);
  // Whoever could not say everything is told so, even where the beginning was kept.
  if (fault !== null || kept === false) await say("mail-unavailable");
  else if (kept === true) await say("mail-kept");
  talk.hangUp();
}

const yesOrNo = [() => true, () => false] as const;
