/** What the engine does with a message from the network. */
export type Fate =
  /** The application gets it. */
  | "delivered"
  /** It is answered with that status, and no application hears of it. */
  | number
  /** Nothing is said and nobody hears of it. */
  | "dropped"
  /** The connection is closed: where the next message begins cannot be known. */
  | "closed";

/** What one message of RFC 4475 must come to. */
export type Expected = {
  readonly udp: Fate;
  /** The same as over UDP where it is left out. */
  readonly tcp?: Fate;
  /** Fields of the message, one of each name, as the application must see them. */
  readonly fields?: Readonly<Record<string, string>>;
  /** How often a field is there. */
  readonly counts?: Readonly<Record<string, number>>;
  readonly uri?: string;
  readonly bodyBytes?: number;
  readonly reason?: string;
};

/**
 * By the name of the message. Where the RFC leaves a choice (`400-or-liberal`), this is the one the engine makes: what
 * has only one sensible meaning is taken, what could be read in two ways is refused.
 */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  // It has a To tag, and no dialog of ours goes by it: understood, and then refused as section 12.2.2 of RFC 3261 has it.
  wsinv: {
    udp: 481,
    uri: "sip:vivekg@chair-dnrc.example.com;unknownparam",
    fields: {
      "Max-Forwards": "0068",
      NewFangledHeader: "newfangled value continued newfangled value",
      UnknownHeaderWithUnusualValue: ";;,,;;,;",
      Subject: "",
      Route: "<sip:services.example.com;lr;unknownwith=value;unknown-no-value>",
    },
    counts: { Via: 2, Contact: 1 },
    bodyBytes: 150,
  },
  intmeth: {
    udp: "delivered",
    fields: {
      "Call-ID": "intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{",
      "Max-Forwards": "255",
      To: '"BEL:\\\u0007 NUL:\\\0 DEL:\\\u007f" <sip:1_unusual.URI~(to-be!sure)&isn\'t+it$/crazy?,/;;*@example.com>',
      "extensionHeader-!.%*+_`'~": Buffer.from("\uFEFF大停電").toString("latin1"),
    },
  },
  esc01: {
    udp: "delivered",
    uri: "sip:sips%3Auser%40example.com@example.net",
    fields: {
      To: "sip:%75se%72@example.com",
      Contact: "<sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>",
    },
  },
  escnull: { udp: "delivered", fields: { To: "sip:null-%00-null@example.com" }, counts: { Contact: 2 } },
  esc02: {
    udp: "delivered",
    fields: { "C%6Fntact": "<sip:alias2@host2.example.com>", To: '"%Z%45" <sip:resource@example.com>' },
    counts: { Contact: 2 },
  },
  lwsdisp: { udp: "delivered", fields: { From: "caller<sip:caller@example.com>;tag=323" } },
  longreq: { udp: "delivered", counts: { Via: 34 }, bodyBytes: 150 },
  dblreq: { udp: "delivered", fields: { CSeq: "8 REGISTER" }, bodyBytes: 0 },
  semiuri: { udp: "delivered", uri: "sip:user;par=u%40example.net@example.com" },
  transports: { udp: "delivered", counts: { Via: 5 } },
  mpart01: { udp: "delivered", bodyBytes: 553 },
  unreason: {
    udp: "delivered",
    reason: Buffer.from("= 2**3 * 5**2 но сто девяносто девять - простое").toString("latin1"),
    bodyBytes: 154,
  },
  // A 100 is between two hops: no application hears of it.
  noreason: { udp: "dropped" },
  badinv01: { udp: 400 },
  // Over a connection the rest may still come; it is closed when it does not come in time.
  clerr: { udp: 400, tcp: "closed" },
  ncl: { udp: 400, tcp: "closed" },
  scalar02: { udp: 400 },
  scalarlg: { udp: "dropped" },
  quotbal: { udp: 400 },
  ltgtruri: { udp: 400 },
  lwsruri: { udp: 400 },
  lwsstart: { udp: 400 },
  trws: { udp: 400 },
  escruri: { udp: 400 },
  // The Date is nothing to us.
  baddate: { udp: "delivered" },
  regbadct: { udp: 400 },
  badaspec: { udp: "delivered" },
  // The archive's file has no end: of a datagram that is an error, of a stream the rest may still come.
  baddn: { udp: 400, tcp: "closed" },
  "baddn-terminated": { udp: "delivered", fields: { From: "Bell, Alexander <sip:a.g.bell@example.com>;tag=43" } },
  badvers: { udp: 505 },
  mismatch01: { udp: 400 },
  mismatch02: { udp: 501 },
  bigcode: { udp: "dropped" },
  // Told apart as before RFC 3261, by several fields together.
  badbranch: { udp: "delivered" },
  insuf: { udp: 400 },
  unkscm: { udp: 416 },
  novelsc: { udp: 416 },
  // The application is the registrar here: it gets a well-formed request, and refuses.
  unksm2: { udp: "delivered", fields: { To: "isbn:2983792873", Contact: "<name:John_Smith>" } },
  bext01: { udp: 420, fields: { Unsupported: "nothingSupportsThis, nothingSupportsThisEither" } },
  invut: { udp: 415, fields: { Accept: "application/sdp" } },
  regaut01: { udp: "delivered", fields: { Authorization: "NoOneKnowsThisScheme opaque-data=here" } },
  multi01: { udp: 400 },
  mcl01: { udp: 400, tcp: "closed" },
  bcast: { udp: "dropped" },
  zeromf: { udp: "delivered", fields: { "Max-Forwards": "0" } },
  cparam01: { udp: "delivered", fields: { Contact: "sip:+19725552222@gw1.example.net;unknownparam" } },
  cparam02: { udp: "delivered", fields: { Contact: "<sip:+19725552222@gw1.example.net;unknownparam>" } },
  regescrt: {
    udp: "delivered",
    fields: { Contact: "<sip:user@example.com?Route=%3Csip:sip.example.com%3E>" },
  },
  sdp01: { udp: 406 },
  // Without Content-Length the body is the rest of a datagram; a stream cannot be cut.
  inv2543: { udp: "delivered", tcp: "closed", bodyBytes: 105 },
};
