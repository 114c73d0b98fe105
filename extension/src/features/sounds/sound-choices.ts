import * as v from "valibot";

/** What one chooses a device and a volume for: where the other party is heard, where it rings, where one speaks. */
export const soundParts = ["headset", "ring", "microphone"] as const;
export type SoundPart = (typeof soundParts)[number];

/** The loudest each may be, in percent of what it is by itself. A voice that comes in cannot be raised without distortion, a quiet microphone can. */
export const loudest: Readonly<Record<SoundPart, number>> = { headset: 100, ring: 100, microphone: 200 };

const choiceOf = (part: SoundPart) =>
  v.object({
    /** The system's own where none is chosen. The name is kept so that a device that is away can be called by it. */
    device: v.nullable(v.object({ id: v.string(), name: v.string() })),
    volume: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(loudest[part])),
  });

/** Devices and volumes of this browser's profile: ids of devices mean nothing to another. */
export const SoundChoices = v.object({
  headset: choiceOf("headset"),
  ring: choiceOf("ring"),
  microphone: choiceOf("microphone"),
});
export type SoundChoices = v.InferOutput<typeof SoundChoices>;
export type SoundChoice = SoundChoices[SoundPart];

const usual = { device: null, volume: 100 };
export const usualSound: SoundChoices = { headset: usual, ring: usual, microphone: usual };
