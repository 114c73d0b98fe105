import { Publication, type Place } from "@twp/companion/src/srf/publisher.ts";
import { createSubscriber, type Subscriber } from "@twp/companion/src/srf/subscriber.ts";
import type { SubscriptionNews, Wish } from "@twp/companion/src/srf/subscription.ts";
import { systemClock } from "@twp/companion/src/adapters/system/clock.ts";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";

let kamailio: Kamailio;
const stops: Array<() => Promise<void>> = [];
beforeAll(async () => void (kamailio = await startKamailio(undefined, ["PRESENCE"])));
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});
afterAll(() => kamailio.stop());

type Transport = "udp" | "tcp";

async function phone(user: string, transport: Transport = "udp", port = kamailio.port): Promise<Phone> {
  const bindings = [{ transport, host: "127.0.0.1", port: 0 }] as const;
  const started = await startPhone({ user, proxy: `sip:127.0.0.1:${port};transport=${transport}`, bindings });
  stops.push(started.stop);
  return started;
}

const means = ({ identity }: Phone) => ({ identity, clock: systemClock, newId: randomUUID, chance: Math.random });
const address = (user: string): string => `sip:${user}@${kamailioDomain}`;

/** Subscribes; what it was told so far, and the latest document. */
function watch(subscriber: Subscriber, wish: Wish) {
  const news: SubscriptionNews[] = [];
  const subscription = subscriber.subscribe(wish, (each) => news.push(each));
  const documents = (): readonly string[] => news.flatMap((each) => (each.type === "notified" ? [each.body] : []));
  return { subscription, news, documents, latest: () => documents().findLast((body) => body !== "") ?? "" };
}

function follow(watcher: Phone, wish: Wish) {
  const subscriber = createSubscriber(means(watcher));
  stops.push(subscriber.stop);
  return { ...watch(subscriber, wish), subscriber };
}

const packages = {
  presence: { event: "presence", accept: "application/pidf+xml" },
  dialog: { event: "dialog", accept: "application/dialog-info+xml" },
  messages: { event: "message-summary", accept: "application/simple-message-summary" },
} as const;

const pidf = (user: string, basic: "open" | "closed", note: string): string =>
  `<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="${address(user)}"><tuple id="t"><status>` +
  `<basic>${basic}</basic></status><note>${note}</note></tuple></presence>`;

function publication(publisher: Phone, place: Place) {
  const news: string[] = [];
  const published = new Publication(place, means(publisher), ({ type }) => news.push(type));
  stops.push(() => published.stop());
  return { published, news };
}

const presenceOf = (user: string): Place => ({
  uri: address(user),
  event: "presence",
  contentType: "application/pidf+xml",
});

const methodsOf = (wire: readonly string[], start: string): readonly string[] =>
  wire.filter((text) => text.startsWith(start));

describe.each<Transport>(["udp", "tcp"])("what Kamailio tells over %s", (transport) => {
  it("is the presence somebody publishes, changes and takes back", async () => {
    const [alice, bob] = [await phone("alice", transport), await phone("bob", transport)];
    const { published } = publication(bob, presenceOf("bob"));
    published.publish(pidf("bob", "open", "at my desk"));
    const seen = follow(alice, { uri: address("bob"), ...packages.presence });
    await until(() => seen.latest().includes("at my desk"), "alice sees bob at his desk");
    expect(seen.news.at(-1)).toMatchObject({ state: "active", contentType: "application/pidf+xml" });
    published.publish(pidf("bob", "closed", "in a meeting"));
    await until(() => seen.latest().includes("in a meeting"), "alice sees bob in a meeting");
    await published.stop();
    await until(() => !(seen.documents().at(-1) ?? "").includes("in a meeting"), "alice sees bob no more");
  });

  it("is whether somebody is in a call", async () => {
    const [alice, bob, carol] = [
      await phone("alice", transport),
      await phone("bob", transport),
      await phone("carol", transport),
    ];
    expect((await bob.register()).status).toBe(200);
    const lamp = follow(alice, { uri: address("bob"), ...packages.dialog });
    await until(() => lamp.documents().length > 0, "the lamp is there");
    const call = await carol.call("bob");
    await until(() => /<state[^>]*>confirmed</u.test(lamp.latest()), "the lamp is lit");
    call.destroy(() => undefined);
    await until(() => /<state[^>]*>terminated</u.test(lamp.latest()), "the lamp is out");
  });

  it("is how many messages wait", async () => {
    const alice = await phone("alice", transport);
    const waiting = follow(alice, { uri: address("alice"), ...packages.messages });
    await until(() => waiting.news.length > 0, "the first NOTIFY");
    const mailbox = publication(alice, {
      uri: address("alice"),
      event: "message-summary",
      contentType: "application/simple-message-summary",
    });
    mailbox.published.publish("Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/2)\r\n");
    await until(() => waiting.latest().includes("Voice-Message: 2/8 (0/2)"), "two new messages");
    expect(waiting.news.at(-1)).toMatchObject({ contentType: "application/simple-message-summary" });
  });

  it("is a message that somebody missed while away", async () => {
    const [alice, user] = [await phone("alice", transport), `dave-${transport}`];
    const sent = await alice.send("MESSAGE", address(user), "Wo bleibst du? 🥨");
    expect(sent.status).toBe(202);
    const dave = await phone(user, transport);
    expect((await dave.register()).status).toBe(200);
    await until(() => dave.messages[0]?.body.includes("Wo bleibst du? 🥨"), "the message comes after");
  });

  it("lasts as long as Kamailio wants at least, and is refreshed in its dialog", async () => {
    const alice = await phone("alice", transport);
    const seen = follow(alice, { uri: address("bob"), ...packages.presence, seconds: 1 });
    const subscribes = (): readonly string[] => methodsOf(alice.wire, "> SUBSCRIBE");
    await until(() => subscribes().some((text) => text.includes("Expires: 5\r\n")), "it asks for more after a 423");
    await until(() => subscribes().some((text) => /^To: .*;tag=/mu.test(text)), "it is refreshed");
    await until(() => seen.documents().length > 1, "Kamailio tells again");
    expect(seen.news[0]).toMatchObject({ type: "ended", why: "423" });
    await seen.subscriber.stop();
    expect(subscribes().at(-1)).toContain("Expires: 0\r\n");
    expect(seen.subscription.standing).toBe("over");
  });
});

describe("a subscription and a publication", () => {
  /** Alice sees bob at his desk, on a Kamailio that can be restarted. */
  async function beforeRestart(transport: Transport, seconds: number) {
    const first = await startKamailio(undefined, ["PRESENCE"]);
    const [alice, bob] = [await phone("alice", transport, first.port), await phone("bob", transport, first.port)];
    const { published } = publication(bob, { ...presenceOf("bob"), seconds });
    published.publish(pidf("bob", "open", "at my desk"));
    const seen = follow(alice, { uri: address("bob"), ...packages.presence, seconds });
    await until(() => seen.latest().includes("at my desk"), "alice sees bob");
    return { alice, bob, published, seen, first };
  }

  async function seenAgain(first: Kamailio, { documents }: Pick<ReturnType<typeof watch>, "documents">) {
    const before = documents().length;
    stops.unshift((await startKamailio(first.port, ["PRESENCE"])).stop);
    const latest = (): readonly string[] => documents().slice(before);
    await until(() => latest().some((body) => body.includes("at my desk")), "alice sees him again", 40_000);
  }

  it("are there again after Kamailio forgot them in a restart, by their next refresh", async () => {
    const { alice, bob, seen, first } = await beforeRestart("udp", 6);
    await first.stop();
    await seenAgain(first, seen);
    expect(methodsOf(alice.wire, "< SIP/2.0 481").length).toBeGreaterThan(0);
    expect(methodsOf(bob.wire, "< SIP/2.0 412").length).toBeGreaterThan(0);
  }, 60_000);

  it("are there again at once when the flow to a restarted Kamailio is alive again", async () => {
    const { alice, bob, published, seen, first } = await beforeRestart("tcp", 3600);
    let lost = 0;
    const renewing = ({ engine, identity }: Phone, renew: () => void): void => {
      const heard: string[] = [];
      engine.keepAlive(identity.proxy, 500, (state) => {
        heard.push(state);
        if (state === "failed") lost += 1;
        else if (heard.includes("failed")) renew();
      });
    };
    renewing(alice, () => seen.subscriber.renew());
    renewing(bob, () => published.renew());
    await first.stop();
    await until(() => lost === 2, "the flows are lost");
    await seenAgain(first, seen);
  }, 60_000);
});
