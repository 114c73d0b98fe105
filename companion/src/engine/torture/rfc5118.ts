import type { Expected, Fate } from "./expected.ts";

/** A message of RFC 5118 and what it must come to. */
export type Ipv6Message = Omit<Expected, "udp" | "tcp"> & {
  readonly section: string;
  readonly title: string;
  readonly fate: Fate;
  readonly text: string;
};

/** The lines of a message; `branch` replaces the RFC's, which is the same in most: each is a request of its own here. */
function message(branch: string, start: string, ...lines: readonly string[]): string {
  return `${[start, ...lines].join("\r\n").replace(/branch=[^;\r]+/, `branch=z9hG4bK${branch}`)}\r\n\r\n`;
}

function withBody(head: string, body: readonly string[]): string {
  const text = `${body.join("\r\n")}\r\n`;
  const described = `Content-Type: application/sdp\r\nContent-Length: ${text.length}\r\n\r\n`;
  return `${head.slice(0, -2)}${described}${text}`;
}

function registration(branch: string, uri: string): string {
  return message(
    branch,
    `REGISTER ${uri} SIP/2.0`,
    "To: sip:user@example.com",
    "From: sip:user@example.com;tag=81x2",
    "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111",
    "Call-ID: SSG9559905523997077@hlau_4100",
    "Max-Forwards: 70",
    'Contact: "Caller" <sip:caller@[2001:db8::1]>',
    "CSeq: 98176 REGISTER",
    "Content-Length: 0",
  );
}

function options(branch: string, uri: string): string {
  return message(
    branch,
    `OPTIONS ${uri} SIP/2.0`,
    `To: ${uri}`,
    "From: sip:user@example.com;tag=810x2",
    "Via: SIP/2.0/UDP lab1.east.example.com;branch=z9hG4bKas3-111",
    "Call-ID: G9559905523997077@hlau_4100",
    "CSeq: 689 OPTIONS",
    "Max-Forwards: 70",
    "Content-Length: 0",
  );
}

/** Every message of RFC 5118 section 4. The BYEs belong to no dialog of ours. */
export const IPV6_MESSAGES: readonly Ipv6Message[] = [
  {
    section: "4.1",
    title: "a valid IPv6 reference",
    fate: "delivered",
    text: registration("41", "sip:[2001:db8::10]"),
    uri: "sip:[2001:db8::10]",
    fields: { Contact: '"Caller" <sip:caller@[2001:db8::1]>' },
  },
  {
    section: "4.2",
    title: "an IPv6 address without brackets",
    fate: 400,
    text: registration("42", "sip:2001:db8::10"),
  },
  {
    section: "4.3",
    title: "a port within the brackets, which is part of the address",
    fate: "delivered",
    text: registration("43", "sip:[2001:db8::10:5070]"),
    uri: "sip:[2001:db8::10:5070]",
  },
  {
    section: "4.4",
    title: "a port behind the brackets",
    fate: "delivered",
    text: registration("44", "sip:[2001:db8::10]:5070"),
    uri: "sip:[2001:db8::10]:5070",
  },
  {
    section: "4.5",
    title: "brackets in the received parameter, which should have none",
    fate: 481,
    text: message(
      "451",
      "BYE sip:[2001:db8::10] SIP/2.0",
      "To: sip:user@example.com;tag=bd76ya",
      "From: sip:user@example.com;tag=81x2",
      "Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111",
      "Call-ID: SSG9559905523997077@hlau_4100",
      "Max-Forwards: 70",
      "CSeq: 321 BYE",
      "Content-Length: 0",
    ),
  },
  {
    section: "4.5",
    title: "no brackets in the received parameter",
    fate: "delivered",
    text: message(
      "452",
      "OPTIONS sip:[2001:db8::10] SIP/2.0",
      "To: sip:user@example.com",
      "From: sip:user@example.com;tag=81x2",
      "Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3",
      "Call-ID: SSG95523997077@hlau_4100",
      "Max-Forwards: 70",
      'Contact: "Caller" <sip:caller@[2001:db8::9:1]>',
      "CSeq: 921 OPTIONS",
      "Content-Length: 0",
    ),
  },
  {
    section: "4.6",
    title: "IPv6 addresses in the body",
    fate: "delivered",
    text: withBody(
      message(
        "46",
        "INVITE sip:user@[2001:db8::10] SIP/2.0",
        "To: sip:user@[2001:db8::10]",
        "From: sip:user@example.com;tag=81x2",
        "Via: SIP/2.0/UDP [2001:db8::20];branch=z9hG4bKas3-111",
        "Call-ID: SSG9559905523997077@hlau_4100.46",
        'Contact: "Caller" <sip:caller@[2001:db8::20]>',
        "CSeq: 8612 INVITE",
        "Max-Forwards: 70",
      ),
      [
        "v=0",
        "o=assistant 971731711378798081 0 IN IP6 2001:db8::20",
        "s=Live video feed for today's meeting",
        "c=IN IP6 2001:db8::20",
        "t=3338481189 3370017201",
        "m=audio 6000 RTP/AVP 2",
        "a=rtpmap:2 G726-32/8000",
        "m=video 6024 RTP/AVP 107",
        "a=rtpmap:107 H263-1998/90000",
      ],
    ),
    bodyBytes: 251,
  },
  {
    section: "4.7",
    title: "both families in the Vias",
    fate: 481,
    text: message(
      "47",
      "BYE sip:user@host.example.net SIP/2.0",
      "Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111",
      "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144",
      "Via: SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200",
      "Call-ID: 997077@lau_4100",
      "Max-Forwards: 70",
      "CSeq: 89187 BYE",
      "To: sip:user@example.net;tag=9817--94",
      "From: sip:user@example.com;tag=81x2",
      "Content-Length: 0",
    ),
    counts: { Via: 3 },
  },
  {
    section: "4.8",
    title: "both families in the body",
    fate: "delivered",
    text: withBody(
      message(
        "48",
        "INVITE sip:user@[2001:db8::10] SIP/2.0",
        "To: sip:user@[2001:db8::10]",
        "From: sip:user@example.com;tag=81x2",
        "Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111",
        "Call-ID: SSG9559905523997077@hlau_4100.48",
        'Contact: "Caller" <sip:caller@[2001:db8::9:1]>',
        "Max-Forwards: 70",
        "CSeq: 8912 INVITE",
      ),
      [
        "v=0",
        "o=bob 280744730 28977631 IN IP4 host.example.com",
        "s=",
        "t=0 0",
        "m=audio 22334 RTP/AVP 0",
        "c=IN IP4 192.0.2.1",
        "m=video 6024 RTP/AVP 107",
        "c=IN IP6 2001:db8::1",
        "a=rtpmap:107 H263-1998/90000",
      ],
    ),
    bodyBytes: 189,
  },
  {
    section: "4.9",
    title: "IPv4 addresses mapped into IPv6",
    fate: "delivered",
    text: withBody(
      message(
        "49",
        "INVITE sip:user@example.com SIP/2.0",
        "To: sip:user@example.com",
        "From: sip:user@east.example.com;tag=81x2",
        "Via: SIP/2.0/UDP [::ffff:192.0.2.10]:19823;branch=z9hG4bKbh19",
        "Via: SIP/2.0/UDP [::ffff:192.0.2.2];branch=z9hG4bKas3-111",
        "Call-ID: SSG9559905523997077@hlau_4100.49",
        'Contact: "T. desk phone" <sip:ted@[::ffff:192.0.2.2]>',
        "CSeq: 612 INVITE",
        "Max-Forwards: 70",
      ),
      [
        "v=0",
        "o=bob 280744730 28977631 IN IP6 ::ffff:192.0.2.2",
        "s=",
        "c=IN IP6 ::ffff:192.0.2.2",
        "t=0 0",
        "m=audio 22334 RTP/AVP 0",
      ],
    ),
    counts: { Via: 2 },
  },
  {
    section: "4.10",
    title: "a colon too many, which the grammar of RFC 3261 allows",
    fate: "delivered",
    text: options("4101", "sip:user@[2001:db8:::192.0.2.1]"),
    uri: "sip:user@[2001:db8:::192.0.2.1]",
  },
  {
    section: "4.10",
    title: "the right number of colons",
    fate: "delivered",
    text: options("4102", "sip:user@[2001:db8::192.0.2.1]"),
    uri: "sip:user@[2001:db8::192.0.2.1]",
  },
];
