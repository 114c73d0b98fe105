import type { Credentials, OpenLine } from "../../features/account/ports.ts";
import { RegistrationRefusal } from "../../features/account/ports.ts";
import type { Caller, LegNews, Line } from "../../features/calls/ports.ts";
import type { Log } from "../../features/ports.ts";
import { escapeUser, findRegistrar, type Registrar } from "./address.ts";
import { dialOut } from "./outgoing.ts";
import { takeCaller } from "./incoming.ts";
import { createRegistration } from "./registration.ts";
import type { Srf } from "../../srf/application.ts";
import { quoted } from "../../srf/headers.ts";
import { Wallet } from "../../srf/wallet.ts";
import { openSrf, type ControlLink } from "../../srf/open.ts";

/** A SIP engine that was started for one line. */
export type LineEngine = Readonly<{ connect: ControlLink; stop: () => Promise<void> }>;

/** What every request of one line has in common. */
export type LineContext = Readonly<{
  srf: Srf;
  credentials: Credentials;
  /** Answers the challenges of the account's servers. */
  wallet: Wallet;
  /** The next hop of every request. */
  proxy: string;
  from: string;
  contact: string;
  userAgent: string;
  log: Log;
}>;

export type LinePorts = Readonly<{
  /** Starts an engine bound to that address; requests of strangers that `trust` refuses get no answer. */
  startEngine: (
    options: Readonly<{
      host: string;
      transport: Credentials["transport"];
      secret: string;
      trust: (address: string) => boolean;
    }>,
  ) => Promise<LineEngine>;
  newId: () => string;
  newSecret: () => string;
  userAgent: string;
  log: Log;
}>;

/** What a phone that is not asked to ring says it can do (RFC 3261 section 11). */
const allowed = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO";

/** Opens the line towards the account's registrar. Rejects with `RegistrationRefusal`. */
export async function openLine(credentials: Credentials, ports: LinePorts): Promise<OpenLine & Line> {
  const registrar = await findRegistrar(credentials);
  const secret = ports.newSecret();
  const engine = await startEngine(credentials, registrar, secret, ports);
  const opened = await openSrf(engine.connect, secret);
  const context = contextOf(opened.srf, credentials, registrar, ports);
  const registration = createRegistration(context, ports.newId());
  let listener: ((caller: Caller) => (news: LegNews) => void) | null = null;
  opened.srf.invite((request, response) => takeCaller(request, response, context, () => listener));
  opened.srf.options((_request, response) =>
    response.send(200, { headers: { Allow: allowed, Accept: "application/sdp" } }),
  );
  return {
    local: registrar.local,
    register: registration.register,
    dial: (target, offer, news) => dialOut(context, target, offer, news),
    onCaller: (hear) => void (listener = hear),
    async close() {
      await Promise.race([registration.unregister(), new Promise((resolve) => setTimeout(resolve, 1000))]);
      await engine.stop();
      await opened.close();
    },
  };
}

async function startEngine(
  { transport }: Credentials,
  registrar: Registrar,
  secret: string,
  ports: LinePorts,
): Promise<LineEngine> {
  try {
    const trust = (address: string): boolean => registrar.addresses.has(address);
    return await ports.startEngine({ host: registrar.local, transport, secret, trust });
  } catch (error) {
    throw new RegistrationRefusal("port-taken", { cause: error });
  }
}

function contextOf(srf: Srf, credentials: Credentials, registrar: Registrar, ports: LinePorts): LineContext {
  const { user, domain, displayName, transport } = credentials;
  const address = `sip:${escapeUser(user)}@${domain}`;
  // The engine puts its own address in the place of `localhost`.
  const suffix = transport === "tcp" ? ";transport=tcp" : "";
  return {
    srf,
    credentials,
    wallet: new Wallet(user, credentials.password, ports.newId),
    proxy: `sip:${registrar.host}:${registrar.port};transport=${transport}`,
    from: displayName === "" ? `<${address}>` : `${quoted(displayName)} <${address}>`,
    contact: `<sip:${escapeUser(user)}@localhost${suffix}>`,
    userAgent: ports.userAgent,
    log: ports.log,
  };
}
