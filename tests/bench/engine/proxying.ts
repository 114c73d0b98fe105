import { createEngine } from "@twp/companion/src/engine/engine.ts";
import { openSrf } from "@twp/companion/src/srf/open.ts";
import { serveBench } from "./served.ts";

/** A drachtio-srf application that proxies every call to one place and stays in it. */
const [target = ""] = process.argv.slice(2);
const secret = "bench";
const engine = await createEngine({ bindings: [{ transport: "udp", host: "127.0.0.1", port: 0 }], secret });
const { srf } = await openSrf((path) => engine.connect(path), secret);
srf.invite((request) => srf.proxyRequest(request, [target], { recordRoute: true }, () => undefined));
serveBench(engine);
