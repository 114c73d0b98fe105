import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** A certificate as files, for peers, and as text, for us. */
export type Certificate = Readonly<{ chain: string; key: string; chainFile: string; keyFile: string }>;

/** A certification authority of the test's own. */
export type Authority = Readonly<{
  certificate: string;
  file: string;
  /** A certificate for these names, written as openssl writes them (`DNS:a.test`, `URI:sip:a.test`, `IP:127.0.0.1`). */
  issue: (names: readonly string[], validity?: "valid" | "expired") => Promise<Certificate>;
}>;

const run = promisify(execFile);
const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Makes an authority in that folder; every test trusts its own. */
export async function makeAuthority(folder: string, name: string): Promise<Authority> {
  const [key, file] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const subject = ["-subj", `/CN=${name}`];
  await run("openssl", ["req", "-x509", ...newKey, ...subject, "-days", "2", "-keyout", key, "-out", file]);
  let issued = 0;
  return {
    certificate: await readFile(file, "utf8"),
    file,
    async issue(names, validity = "valid") {
      issued += 1;
      const stem = join(folder, `${name}-${issued}`);
      const [keyFile, chainFile] = [`${stem}.key`, `${stem}.pem`];
      await run("openssl", ["req", ...newKey, "-subj", "/CN=peer", "-keyout", keyFile, "-out", `${stem}.csr`]);
      await writeFile(`${stem}.ext`, `subjectAltName=${names.join(",")}\n`);
      const authority = ["-CA", file, "-CAkey", key, "-CAcreateserial"];
      // A life that ended yesterday: openssl counts it backwards.
      const days = validity === "valid" ? "1" : "-1";
      const request = ["-in", `${stem}.csr`, "-out", chainFile, "-days", days, "-extfile", `${stem}.ext`];
      await run("openssl", ["x509", "-req", ...authority, ...request]);
      const [chain, keyText] = await Promise.all([readFile(chainFile, "utf8"), readFile(keyFile, "utf8")]);
      return { chain, key: keyText, chainFile, keyFile };
    },
  };
}
