import {
  codecs,
  Failure,
  type Call,
  type Codec,
  type ExaminedCall,
  type doctorCommands,
} from "@twp/shared/protocol/index.ts";
import type { Mirror } from "../mirror.ts";
import type { Clock, Commands } from "../ports.ts";
import type { SoundEngine } from "../sounds/ports.ts";
import { ladderOf } from "./ladder.ts";
import type { Heard } from "./ports.ts";

/** What the doctor looks at. */
export type DoctorPorts = Readonly<{
  mirror: Mirror;
  clock: Clock;
  openSound: SoundEngine["open"];
  /** What was said on the wire; null where another program carries the calls, and undefined without a line. */
  heard: () => Heard | null | undefined;
  version: string;
  system: string;
}>;

/** Finds out why something does not work, and shows what was said in a call. It changes nothing. */
export type Doctor = Readonly<{
  commands: Commands<keyof typeof doctorCommands>;
  /** A call has that Call-ID on the wire; it may have several one after the other. */
  traced: (callId: string, sipCallId: string) => void;
}>;

type Patient = Readonly<{ call: Call; names: ReadonlySet<string> }>;

/** So many of the last calls are remembered. */
const mostCalls = 20;

/** Begins with no calls. */
export function createDoctor({ mirror, clock, openSound, heard, version, system }: DoctorPorts): Doctor {
  const patients = new Map<string, Patient>();
  const names = new Map<string, ReadonlySet<string>>();
  const remember = (call: Call): void => {
    patients.set(call.id, { call, names: names.get(call.id) ?? new Set() });
    const [oldest] = patients.keys();
    if (patients.size <= mostCalls || oldest === undefined) return;
    patients.delete(oldest);
    names.delete(oldest);
  };
  mirror.subscribe((event) => {
    if (event.type === "calls.changed") remember(event.call);
  });
  return {
    traced(callId, sipCallId) {
      names.set(callId, new Set([...(names.get(callId) ?? []), sipCallId]));
      const patient = patients.get(callId);
      if (patient !== undefined) remember(patient.call);
    },
    commands: {
      "doctor.examine": async () => ({
        version,
        system,
        engine: engineOf(heard()),
        clockAhead: clockAhead(heard()),
        codecs: await codecsOf(openSound, clock),
      }),
      "doctor.calls": () => ({ calls: [...patients.values()].map(({ call }) => examined(call)).toReversed() }),
      "doctor.ladder"({ callId }) {
        const patient = patients.get(callId);
        if (patient === undefined) throw new Failure("call-unknown");
        return { rungs: ladderOf([...patient.names].flatMap((name) => heard()?.ofCall(name) ?? [])) };
      },
    },
  };
}

function engineOf(heard: Heard | null | undefined): "embedded" | "external" | "none" {
  if (heard === undefined) return "none";
  return heard === null ? "external" : "embedded";
}

/** By the `Date` of the registrar's last answer (RFC 3261 section 20.17), which counts whole seconds. */
function clockAhead(heard: Heard | null | undefined): number | null {
  const answer = heard?.registrar() ?? null;
  const [, date] = /^date[ \t]*:[ \t]*(.+?)\r?$/imu.exec(answer?.text ?? "") ?? [];
  const time = Date.parse(date ?? "");
  return answer === null || Number.isNaN(time) ? null : Math.round((time - answer.at) / 1000);
}

/** How long the sound's engine may take to say what it can, in milliseconds. */
const patience = 3000;

/** Opens a sound as a call would, looks at what it offers, and closes it. */
async function codecsOf(openSound: SoundEngine["open"], clock: Clock): Promise<Codec[]> {
  const given = Promise.withResolvers<string>();
  const stopWaiting = clock.after(patience, () => given.resolve(""));
  const offered = openSound(() => undefined).then(async (sound) => {
    try {
      return await sound.offer("sendrecv");
    } finally {
      sound.close();
    }
  });
  const offer = await Promise.race([offered.catch(() => ""), given.promise]);
  stopWaiting();
  return codecs.filter((codec) => new RegExp(`^a=rtpmap:\\d+ ${codec}/`, "imu").test(offer));
}

function examined({ id, direction, startedAt, answeredAt, endedAt, end, codec, secured, quality }: Call): ExaminedCall {
  const [loss, jitter] = [quality?.loss ?? null, quality?.jitter ?? null];
  return { callId: id, direction, startedAt, answeredAt, endedAt, end, codec, secured, loss, jitter };
}
