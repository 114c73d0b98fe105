import {
  encryptions,
  secrecies,
  applyEvent,
  callEnds,
  callStates,
  claimKinds,
  commands,
  failureCodes,
  Event,
  guardReasons,
  imapSecurities,
  initialState,
  keyActs,
  keyFaults,
  keyHindrances,
  keyStands,
  longestText,
  mailboxFaults,
  messageFaults,
  recordingFaults,
  registrationReasons,
  State,
  telephoneKinds,
  tones,
  transferFailures,
  transports,
} from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { createMirror } from "../../companion/src/features/mirror.ts";

const id = fc.constantFrom("a", "b", "c", "d");
const aDevice = fc.record({
  id,
  kind: fc.constantFrom("browser" as const, ...telephoneKinds),
  name: fc.string(),
});
const call = fc.record({
  id,
  direction: fc.constantFrom("outgoing" as const, "incoming" as const),
  state: fc.constantFrom(...callStates),
  peer: fc.record({ number: fc.string(), name: fc.string() }),
  learned: fc.option(
    fc.record({
      name: fc.string(),
      company: fc.string(),
      site: fc.string(),
      kind: fc.constantFrom(...claimKinds),
    }),
  ),
  redirectedBy: fc.option(fc.record({ number: fc.string(), name: fc.string() })),
  forwardedTo: fc.option(fc.string()),
  transfer: fc.option(
    fc.oneof(
      fc.record({ state: fc.constantFrom("asked" as const, "trying" as const, "ringing" as const), to: fc.string() }),
      fc.record({
        state: fc.constant("failed" as const),
        to: fc.string(),
        reason: fc.constantFrom(...transferFailures),
      }),
    ),
  ),
  referredTo: fc.option(fc.string()),
  consults: fc.option(id),
  device: aDevice,
  phoneRings: fc.option(aDevice),
  conference: fc.option(fc.record({ id, since: fc.nat() })),
  recording: fc.option(
    fc.oneof(
      fc.record({ state: fc.constantFrom("announcing" as const, "recording" as const, "paused" as const), id }),
      fc.record({ state: fc.constant("failed" as const), reason: fc.constantFrom(...recordingFaults) }),
    ),
  ),
  dialled: fc.constant(null),
  startedAt: fc.nat(),
  answeredAt: fc.option(fc.nat()),
  endedAt: fc.option(fc.nat()),
  end: fc.option(fc.constantFrom(...callEnds)),
  heldByPeer: fc.boolean(),
  muted: fc.boolean(),
  silenced: fc.boolean(),
  digits: fc.string(),
  earlyMedia: fc.boolean(),
  codec: fc.constant(null),
  secured: fc.constantFrom(null, ...secrecies),
  quality: fc.option(
    fc.record({
      received: fc.nat(),
      lost: fc.nat(),
      loss: fc.double({ min: 0, max: 1, noNaN: true }),
      jitter: fc.nat(),
      roundTrip: fc.option(fc.nat()),
      farLoss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    }),
  ),
  quiet: fc.boolean(),
  answersItself: fc.boolean(),
});
const registration = fc.oneof(
  fc.record({ state: fc.constant("none" as const) }),
  fc.record({ state: fc.constant("registered" as const), until: fc.nat(), backup: fc.option(fc.string()) }),
  fc.record({
    state: fc.constant("waiting" as const),
    reason: fc.constantFrom(...registrationReasons),
    retryAt: fc.nat(),
  }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ type: fc.constant("calls.changed" as const), call }),
  fc.record({ type: fc.constant("calls.removed" as const), callId: id }),
  fc.record({
    type: fc.constant("account.changed" as const),
    account: fc.record({
      kind: fc.constantFrom("none" as const, "office" as const, "sip" as const),
      displayName: fc.string(),
      user: fc.string(),
      domain: fc.string(),
      servers: fc.array(fc.string()),
      transport: fc.constantFrom(...transports),
      authorities: fc.string(),
      engine: fc.string(),
      registration,
    }),
  }),
  fc.record({
    type: fc.constant("sounds.changed" as const),
    sounds: fc.record({
      holder: fc.option(fc.string()),
      browser: fc.option(fc.record({ id: fc.string(), name: fc.string() })),
      offeredTo: fc.option(fc.string()),
      callsEndAt: fc.option(fc.nat()),
      tone: fc.constantFrom(...tones),
      country: fc.string(),
      microphone: fc.boolean(),
      codec: fc.constant(null),
    }),
  }),
  fc.record({
    type: fc.constant("recalls.changed" as const),
    recalls: fc.array(
      fc.record({
        id,
        number: fc.string(),
        name: fc.string(),
        state: fc.constantFrom("waiting" as const, "free" as const, "unknowable" as const),
        since: fc.nat(),
      }),
    ),
  }),
  fc.record({
    type: fc.constant("settings.changed" as const),
    settings: fc.record({
      values: fc.record({
        language: fc.constantFrom("auto" as const, "fr" as const),
        theme: fc.constantFrom("dark" as const, "light" as const),
        hideAutomatically: fc.boolean(),
        edge: fc.constantFrom("left" as const, "right" as const),
        highlightNumbers: fc.boolean(),
        rememberPages: fc.boolean(),
        learnNames: fc.boolean(),
        echoCancellation: fc.boolean(),
        noiseSuppression: fc.boolean(),
        evenLevel: fc.boolean(),
        doNotDisturb: fc.boolean(),
        forward: fc.constantFrom("none" as const, "voice-mail" as const, "number" as const),
        forwardNumber: fc.string({ maxLength: 128 }),
        voiceMailNumber: fc.string({ maxLength: 128 }),
        hangUpTransfers: fc.boolean(),
        callWindow: fc.boolean(),
        callerPopUp: fc.boolean(),
        parkNumber: fc.string({ maxLength: 32 }),
        retrieveNumber: fc.string({ maxLength: 32 }),
        pickUpNumber: fc.string({ maxLength: 32 }),
        pickUpPrefix: fc.string({ maxLength: 32 }),
        callWaiting: fc.boolean(),
        answerIntercom: fc.boolean(),
        answerCallers: fc.array(fc.string({ maxLength: 128 })),
        encryption: fc.constantFrom(...encryptions),
        recordingConsent: fc.constantFrom("spoken" as const, "shown" as const),
        announcementLanguage: fc.constantFrom("auto" as const, "de" as const),
        recordingBeep: fc.boolean(),
        dialDelay: fc.integer({ min: 0, max: 5 }),
        askBefore: fc.subarray([...guardReasons]),
        callSelection: fc.boolean(),
        answerKey: fc.constantFrom("", "Ctrl+Alt+A"),
        hangUpKey: fc.constantFrom("", "Ctrl+Alt+Super+0"),
        muteKey: fc.constantFrom("", "Alt+Shift+F12"),
        holdKey: fc.constantFrom("", "Super+F1"),
      }),
      notices: fc.array(
        fc.record({ id: fc.string(), code: fc.constant("file-set-aside" as const), detail: fc.string() }),
      ),
    }),
  }),
  fc.record({
    type: fc.constant("recordings.changed" as const),
    recordings: fc.record({ size: fc.nat(), changes: fc.nat() }),
  }),
  fc.record({
    type: fc.constant("devices.changed" as const),
    devices: fc.record({
      telephones: fc.array(
        fc.record({
          id,
          kind: fc.constantFrom(...telephoneKinds),
          name: fc.string({ maxLength: 40 }),
          number: fc.string({ maxLength: 128 }),
          answersByItself: fc.boolean(),
          ringsAfter: fc.option(fc.integer({ min: 0, max: 120 })),
        }),
        { maxLength: 3 },
      ),
      used: fc.constantFrom("browser", "a", "b"),
    }),
  }),
  fc.record({
    type: fc.constant("pageNames.changed" as const),
    pageNames: fc.record({ size: fc.nat(), changes: fc.nat() }),
  }),
  fc.record({
    type: fc.constant("contacts.changed" as const),
    contacts: fc.record({ size: fc.nat(), changes: fc.nat() }),
  }),
  fc.record({
    type: fc.constant("hotkeys.changed" as const),
    hotkeys: fc.record({
      hindrance: fc.option(fc.constantFrom(...keyHindrances)),
      keys: fc.array(
        fc.record({
          chord: fc.constantFrom("Ctrl+F12", "Ctrl+F1", "Ctrl+Alt+A"),
          purpose: fc.oneof(
            fc.record({ kind: fc.constantFrom("selection" as const, ...keyActs) }),
            fc.record({ kind: fc.constant("contact" as const), contactId: id, name: fc.string() }),
          ),
          stand: fc.constantFrom(...keyStands),
          pressed: fc.option(fc.string()),
        }),
        { maxLength: 3 },
      ),
      news: fc.option(
        fc.oneof(
          fc.record({ kind: fc.constant("search" as const), id, text: fc.string() }),
          fc.record({ kind: fc.constant("failed" as const), id, code: fc.constantFrom(...keyFaults, ...failureCodes) }),
        ),
      ),
    }),
  }),
  fc.record({
    type: fc.constant("journal.changed" as const),
    journal: fc.record({ size: fc.nat(), unseen: fc.nat(), lastDialled: fc.option(fc.string()) }),
  }),
  fc.record({
    type: fc.constant("messages.changed" as const),
    conversation: fc.record({
      number: fc.constantFrom("5021", "5022", "5023"),
      name: fc.string(),
      texts: fc.array(
        fc.record({
          id,
          text: fc.string({ maxLength: longestText }),
          at: fc.nat(),
          way: fc.oneof(
            fc.record({ state: fc.constantFrom("arrived" as const, "sending" as const, "sent" as const) }),
            fc.record({ state: fc.constant("failed" as const), reason: fc.constantFrom(...messageFaults) }),
          ),
        }),
        { maxLength: 3 },
      ),
      unread: fc.nat(),
    }),
  }),
  fc.record({ type: fc.constant("messages.closed" as const), number: fc.constantFrom("5021", "5022") }),
  fc.record({
    type: fc.constant("voiceMail.changed" as const),
    voiceMail: fc.record({
      waiting: fc.boolean(),
      fresh: fc.option(fc.nat(99_999)),
      old: fc.option(fc.nat(99_999)),
      number: fc.string({ maxLength: 128 }),
      box: fc.option(
        fc.record({
          size: fc.nat(99_999),
          fresh: fc.nat(99_999),
          changes: fc.nat(),
          fault: fc.option(fc.constantFrom(...mailboxFaults)),
        }),
      ),
      imap: fc.option(
        fc.record({
          host: fc.constantFrom("mail.test", "::1"),
          port: fc.integer({ min: 1, max: 65_535 }),
          security: fc.constantFrom(...imapSecurities),
          user: fc.string({ minLength: 1, maxLength: 256 }),
          folder: fc.string({ maxLength: 256 }),
        }),
      ),
    }),
  }),
  fc.record({
    type: fc.constant("guard.changed" as const),
    guard: fc.record({
      waiting: fc.option(
        fc.record({
          id,
          number: fc.string(),
          name: fc.string(),
          reasons: fc.subarray([...guardReasons]),
          there: fc.option(fc.record({ from: fc.nat(1439), to: fc.nat(1439) })),
          until: fc.option(fc.nat()),
          source: fc.constantFrom("panel" as const, "page" as const, "link" as const),
          failed: fc.option(fc.constantFrom(...failureCodes)),
        }),
      ),
    }),
  }),
  fc.record({
    type: fc.constant("dialling.changed" as const),
    plan: fc.record({
      country: fc.constantFrom("FR", "DE"),
      outsidePrefix: fc.constantFrom("", "0"),
      areaCode: fc.constantFrom("", "30"),
      internalRanges: fc.subarray([{ from: "200", to: "299" }]),
      shortCodes: fc.array(
        fc.record({ code: fc.constantFrom("1", "*2"), number: fc.constantFrom("5012", "+33199001234") }),
      ),
      emergencyNumbers: fc.subarray(["5000", "333"]),
      internalLengths: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 8 }),
      outsideFormat: fc.constantFrom("e164" as const, "national" as const),
    }),
  }),
);

/** What comes out at the other end of the wire. */
const overTheWire = <T>(schema: v.GenericSchema<unknown, T>, value: T): T =>
  v.parse(schema, JSON.parse(JSON.stringify(value)));

describe("the law of the wire", () => {
  it("a late window that takes the snapshot sees what an early one folded from the events", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.nat(40), (events, late) => {
        const mirror = createMirror((error) => expect.fail(String(error)));
        let early = initialState;
        let lateState: State | null = null;
        mirror.subscribe((happened) => {
          early = applyEvent(early, overTheWire(Event, happened));
          if (lateState !== null) lateState = applyEvent(lateState, overTheWire(Event, happened));
        });
        events.forEach((happened, index) => {
          if (index === late) lateState = overTheWire(State, mirror.state() as v.InferOutput<typeof State>);
          mirror.publish(happened);
        });
        expect(early).toEqual(mirror.state());
        if (lateState !== null) expect(lateState).toEqual(early);
        expect(mirror.revision()).toBe(events.length);
      }),
    );
  });

  it("everybody hears events in one order, even when a listener answers one with another", () => {
    const mirror = createMirror((error) => expect.fail(String(error)));
    const heard: string[] = [];
    mirror.subscribe((event) => {
      if (event.type === "calls.removed" && event.callId === "a")
        mirror.publish({ type: "calls.removed", callId: "b" });
    });
    mirror.subscribe((event, revision) =>
      heard.push(`${revision} ${event.type === "calls.removed" ? event.callId : ""}`),
    );
    mirror.publish({ type: "calls.removed", callId: "a" });
    expect(heard).toEqual(["1 a", "2 b"]);
  });

  it("a listener that throws keeps no event from the others", () => {
    const errors: unknown[] = [];
    const mirror = createMirror((error) => errors.push(error));
    const heard: number[] = [];
    mirror.subscribe(() => {
      throw new Error("broken window");
    });
    mirror.subscribe((_, revision) => heard.push(revision));
    mirror.publish({ type: "calls.removed", callId: "a" });
    expect([heard, errors.length]).toEqual([[1], 1]);
  });
});

describe("the contract", () => {
  it("names commands feature.verb and takes no field it does not know", () => {
    for (const [name, { params }] of Object.entries(commands)) {
      expect(name).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/u);
      expect(v.safeParse(params, { unexpected: true }).success, name).toBe(false);
    }
  });
});
