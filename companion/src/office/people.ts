import { stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { Party, SoundEngine } from "../features/sounds/ports.ts";
import type { Extension, Person } from "./extensions.ts";
import { spokenFiles, spokenTime, type Language } from "./spoken.ts";
import type { Headers, Responder, SipRequest, Srf } from "../srf/application.ts";
import { quoted } from "../srf/headers.ts";
import type { Mailboxes } from "./mailboxes.ts";
import { answer, call, type Talk } from "./talk.ts";
import { tellMessages } from "./telling-messages.ts";

/** What the machines need to know of the office. */
export type Premises = Readonly<{
  srf: Srf;
  sounds: SoundEngine;
  domain: string;
  now: () => number;
  /** Null where the office takes no messages. */
  mail: Mailboxes | null;
  /** The contacts of a user's phones. */
  contactsOf: (user: string) => readonly string[];
  /** Ends the office and its calls. */
  signal: AbortSignal;
}>;

/** Who calls. */
export type Caller = Readonly<{ user: string; language: Language }>;

/** Milliseconds that a person lets it ring, that a caller may ring in vain, and until a promised call. */
const times = { ring: 2000, vain: 120_000, promise: 5000, unanswered: 30_000 } as const;

/** Lets an extension answer its call. */
export async function answerExtension(
  premises: Premises,
  extension: Extension,
  caller: Caller,
  request: SipRequest,
  response: Responder,
): Promise<void> {
  const cancelled = new AbortController();
  request.on("cancel", () => cancelled.abort());
  const lift = (party?: Party) => answer(premises.srf, premises.sounds, request, response, premises.signal, party);
  switch (extension.kind) {
    case "busy":
      return response.send(486);
    case "silent":
      response.send(180);
      if (await passes(times.vain, cancelled.signal)) response.send(480);
      return;
    case "echo":
      await lift({ kind: "echo" });
      return;
    case "clock":
      return tellTime(await lift(), caller.language, new Date(premises.now()));
    case "messages": {
      if (premises.mail === null) return response.send(404);
      const talk = await lift();
      return talk === null ? undefined : tellMessages(premises.mail, caller.user, caller.language, talk);
    }
    case "person":
      response.send(180);
      if (await passes(times.ring, cancelled.signal)) await converse(await lift(), extension.person, caller.language);
      return;
    case "callBack":
      return callBack(premises, await lift(), extension.person, caller);
  }
}

async function tellTime(talk: Talk | null, language: Language, time: Date): Promise<void> {
  await talk?.play(spokenFiles(language, spokenTime(language, time.getHours(), time.getMinutes())));
  talk?.hangUp();
}

async function converse(talk: Talk | null, { voice }: Person, language: Language): Promise<void> {
  talk?.onDigit((digit) => {
    if (digit === "1") void talk.play(spokenFiles(language, [`${voice}-one`]));
  });
  await talk?.play(spokenFiles(language, [`${voice}-hello`]));
}

async function callBack(premises: Premises, talk: Talk | null, person: Person, caller: Caller): Promise<void> {
  if (talk === null) return;
  await talk.play(spokenFiles(caller.language, ["call-back"]));
  talk.hangUp();
  if (!(await passes(times.promise, premises.signal))) return;
  const headers = headersOf(person, caller, premises.domain);
  const { srf, sounds, signal } = premises;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(times.unanswered)]);
  const [contact] = premises.contactsOf(caller.user);
  const answered = contact === undefined ? null : await call(srf, sounds, contact, headers, patience, signal);
  if (answered !== null) await converse(answered, person, caller.language);
  else if (!signal.aborted) await leaveWord(premises, person, caller);
}

/** Where nobody answers, the machine leaves a message like anybody else. */
async function leaveWord(
  { mail, now }: Premises,
  { user: number, name, voice }: Person,
  caller: Caller,
): Promise<void> {
  const [file = ""] = spokenFiles(caller.language, [`${voice}-message`]);
  const message = {
    user: caller.user,
    from: { number, name },
    at: now(),
    seconds: await secondsOf(file),
    heard: false,
  };
  await mail?.leave({ id: mail.newId(), ...message }, file);
}

/** How long a spoken file is: mono, 16 bit, 8 kHz. */
async function secondsOf(file: string): Promise<number> {
  return ((await stat(file)).size - 44) / 16_000;
}

function headersOf(person: Person, caller: Caller, domain: string): Headers {
  return {
    From: `${quoted(person.name)} <sip:${person.user}@${domain}>`,
    To: `<sip:${encodeURIComponent(caller.user)}@${domain}>`,
  };
}

/** Whether the time passes without the signal. */
function passes(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return wait(milliseconds, true, { signal }).catch(() => false);
}
