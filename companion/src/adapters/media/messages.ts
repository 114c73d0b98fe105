import * as v from "valibot";
import { codecs, Quality } from "@twp/shared/protocol/calls.ts";
import { encryptions } from "@twp/shared/protocol/settings.ts";
import { recordingFaults } from "@twp/shared/protocol/recordings.ts";
import {
  keyings,
  soundEnds,
  type Party,
  type RecordingNews,
  type RecordingWish,
  type SoundNews,
} from "../../features/sounds/ports.ts";

/** What the two threads say to each other. A `question` gets one reply of the same number; what has none is `null`. */

const direction = v.picklist(["sendrecv", "sendonly", "recvonly", "inactive"]);
const call = v.number();
const question = v.number();

const PartySchema = v.variant("kind", [
  v.object({ kind: v.literal("browser") }),
  v.object({ kind: v.literal("echo") }),
  v.object({ kind: v.literal("player"), files: v.pipe(v.array(v.string()), v.readonly()) }),
  v.object({ kind: v.literal("mix"), name: v.string(), user: v.boolean() }),
  v.object({ kind: v.literal("user-of"), mix: v.string() }),
  v.object({ kind: v.literal("recorder"), file: v.string(), most: v.number(), silence: v.number() }),
  v.object({ kind: v.literal("nobody") }),
]) satisfies v.GenericSchema<unknown, Party>;

const WishSchema = v.object({
  file: v.string(),
  announcement: v.nullable(v.string()),
  beep: v.boolean(),
}) satisfies v.GenericSchema<unknown, RecordingWish>;
const recording = v.number();

/** To the worker. */
export const Order = v.variant("do", [
  v.object({
    do: v.literal("open"),
    question,
    call,
    address: v.nullable(v.string()),
    encryption: v.picklist(encryptions),
  }),
  v.object({ do: v.literal("offer"), question, call, direction, only: v.nullable(v.picklist(keyings)) }),
  v.object({ do: v.literal("accept"), question, call, sdp: v.string() }),
  v.object({ do: v.literal("answer"), question, call, sdp: v.string(), direction }),
  v.object({ do: v.literal("sendDigits"), question, call, digits: v.string() }),
  v.object({ do: v.literal("connect"), call, party: PartySchema }),
  v.object({ do: v.literal("mute"), call, muted: v.boolean() }),
  v.object({ do: v.literal("close"), call }),
  v.object({ do: v.literal("record"), recording, mix: v.string(), wish: WishSchema }),
  v.object({ do: v.literal("pauseRecording"), recording, paused: v.boolean() }),
  v.object({ do: v.literal("stopRecording"), recording }),
  v.object({ do: v.literal("linkBrowser"), question, session: v.string(), sdp: v.string() }),
  v.object({ do: v.literal("unlinkBrowser"), session: v.string() }),
  v.object({ do: v.literal("stop"), question }),
]);
export type Order = v.InferOutput<typeof Order>;

const NewsSchema = v.variant("type", [
  v.object({ type: v.literal("codec"), codec: v.picklist(codecs) }),
  v.object({ type: v.literal("heldByPeer"), held: v.boolean() }),
  v.object({ type: v.literal("encrypted"), by: v.nullable(v.picklist(keyings)) }),
  v.object({ type: v.literal("arriving") }),
  v.object({ type: v.literal("quality"), quality: Quality }),
  v.object({ type: v.literal("quiet"), quiet: v.boolean() }),
  v.object({ type: v.literal("digit"), digit: v.string() }),
  v.object({ type: v.literal("played") }),
  v.object({
    type: v.literal("kept"),
    seconds: v.number(),
    spoken: v.number(),
    fault: v.nullable(v.picklist(recordingFaults)),
  }),
  v.object({ type: v.literal("failed"), reason: v.picklist(soundEnds) }),
]) satisfies v.GenericSchema<unknown, SoundNews>;

const RecordingNewsSchema = v.variant("type", [
  v.object({ type: v.literal("recording") }),
  v.object({ type: v.literal("ended"), fault: v.nullable(v.picklist(recordingFaults)) }),
]) satisfies v.GenericSchema<unknown, RecordingNews>;

/** From the worker. */
export const Word = v.variant("is", [
  v.object({ is: v.literal("reply"), question, text: v.string() }),
  v.object({
    is: v.literal("refusal"),
    question,
    reason: v.picklist(soundEnds),
    why: v.string(),
  }),
  v.object({ is: v.literal("news"), call, news: NewsSchema }),
  v.object({ is: v.literal("recorded"), recording, news: RecordingNewsSchema }),
]);
export type Word = v.InferOutput<typeof Word>;
