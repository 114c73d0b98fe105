import { beforeEach, describe, expect, it } from "vitest";
import { fakeServer } from "./fake-server.ts";
import { nextPublish, Publication, type PublicationNews } from "./publisher.ts";

let server: ReturnType<typeof fakeServer>;
let publication: Publication;
let news: PublicationNews[];

const place = { uri: "sip:alice@uc.test", event: "presence", contentType: "application/pidf+xml", seconds: 100 };
const seconds = (count: number): void => server.clock.advance(count * 1000);
const accept = (tag: string, expires = 100): void =>
  server.last().answer(200, { "SIP-ETag": tag, Expires: String(expires) });
const lastAsked = (): readonly unknown[] => {
  const { headers, body } = server.last();
  return [headers["SIP-If-Match"], headers["Expires"], headers["Content-Type"], body];
};

beforeEach(() => {
  server = fakeServer();
  news = [];
  publication = new Publication(place, server, (each) => news.push(each));
});

describe("a publication", () => {
  it("is made, refreshed without its document, changed and taken back, each by the last entity tag", async () => {
    publication.publish("<one/>");
    expect(lastAsked()).toEqual([undefined, "100", "application/pidf+xml", "<one/>"]);
    accept("a");
    seconds(80);
    expect(lastAsked()).toEqual(["a", "100", undefined, ""]);
    accept("b");
    publication.publish("<two/>");
    expect(lastAsked()).toEqual(["b", "100", "application/pidf+xml", "<two/>"]);
    accept("c");
    const stopped = publication.stop();
    expect(lastAsked()).toEqual(["c", "0", undefined, ""]);
    accept("d", 0);
    await stopped;
    seconds(1000);
    expect([server.asked.length, server.clock.running]).toEqual([4, 0]);
  });

  it("is made anew, whole, when the server knows its tag no more", () => {
    publication.publish("<one/>");
    accept("a");
    seconds(80);
    server.last().answer(412);
    seconds(0);
    expect(lastAsked()).toEqual([undefined, "100", "application/pidf+xml", "<one/>"]);
    expect(news).toEqual([{ type: "published" }]);
  });

  it("is made anew, whole, when it expired while the server could not be reached", () => {
    publication.publish("<one/>");
    accept("a");
    seconds(80);
    server.last().answer(503, { "Retry-After": "30" });
    seconds(30);
    expect(lastAsked()).toEqual([undefined, "100", "application/pidf+xml", "<one/>"]);
  });

  it("sends the latest document when several come while one is under way", () => {
    for (const each of ["<one/>", "<two/>", "<three/>"]) publication.publish(each);
    expect(server.asked).toHaveLength(1);
    accept("a");
    expect(lastAsked()).toEqual(["a", "100", "application/pidf+xml", "<three/>"]);
    accept("b");
    expect(server.asked).toHaveLength(2);
  });

  it("asks for more time where the server wants more, and keeps what it could not send", () => {
    publication.publish("<one/>");
    server.last().answer(423, { "Min-Expires": "300" });
    seconds(0);
    expect(lastAsked()).toEqual([undefined, "300", "application/pidf+xml", "<one/>"]);
  });

  it("says that it does not stand, and when it tries again; after a refusal for good only a new document does", () => {
    publication.publish("<one/>");
    server.last().answer(503);
    expect(news).toEqual([{ type: "unpublished", why: "503", again: server.clock.now() + 2000 }]);
    seconds(2);
    server.last().answer(489);
    expect(news.at(-1)).toEqual({ type: "unpublished", why: "489", again: null });
    seconds(7200);
    expect(server.asked).toHaveLength(2);
    publication.publish("<two/>");
    expect(server.asked).toHaveLength(3);
  });

  it("is made anew when the way to the server is a new one; what was under way counts no more", () => {
    publication.renew();
    publication.publish("<one/>");
    const first = server.last();
    publication.renew();
    accept("b");
    first.answer(200, { "SIP-ETag": "a" });
    publication.publish("<two/>");
    expect(lastAsked()[0]).toBe("b");
  });

  it("is taken back after what is under way has made it", async () => {
    publication.publish("<one/>");
    const stopped = publication.stop();
    accept("a");
    expect(lastAsked()).toEqual(["a", "0", undefined, ""]);
    server.last().answer(503);
    await stopped;
  });

  it("has nothing to take back where nothing stands, and nothing that could be sent", async () => {
    await publication.stop();
    const other = new Publication(place, server, () => undefined);
    other.publish("<one/>");
    accept("a");
    server.disconnect();
    await other.stop();
    expect(server.asked).toHaveLength(1);
  });
});

it.each([
  [false, true, false, "initial"],
  [false, false, false, "initial"],
  [true, true, false, "modify"],
  [true, false, false, "refresh"],
  [true, true, true, "remove"],
  [false, true, true, "none"],
] as const)("with known %s, changed %s, leaving %s the next PUBLISH is %s", (known, changed, leaving, next) => {
  expect(nextPublish(known, changed, leaving)).toBe(next);
});
