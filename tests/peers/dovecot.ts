import { chmod, chown, mkdir, rename, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Certificate } from "./certificates.ts";
import { freePort, scratchFolder, startPeer, until, type Peer } from "./process.ts";

/** A mail server with one mailbox, of alice, whose password is `pw-alice`. */
export type Dovecot = Readonly<{
  /** With TLS from the first byte, and with STARTTLS. */
  ports: Readonly<{ tls: number; starttls: number }>;
  /** Puts a message into the inbox, as a telephone system's mail arrives there. */
  deliver: (message: string) => Promise<void>;
  /** Goes away, and comes back. */
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  stop: () => Promise<void>;
}>;

const { username, uid, gid } = userInfo();
/** Dovecot serves no mail as root. */
const owner = uid === 0 ? { uid: 65_534, gid: 65_534 } : { uid, gid };

/** Starts one on free ports of loopback, with a certificate of the test's. */
export async function startDovecot({
  chainFile,
  keyFile,
}: Pick<Certificate, "chainFile" | "keyFile">): Promise<Dovecot> {
  const { folder, remove } = await scratchFolder();
  const ports = { tls: await freePort(), starttls: await freePort() };
  const inbox = join(folder, "alice");
  const places = [inbox, ...["cur", "new", "tmp"].map((name) => join(inbox, name))];
  await chmod(folder, 0o755);
  for (const place of places) await mkdir(place, { mode: 0o700 });
  for (const place of places) await chown(place, owner.uid, owner.gid);
  await writeFile(join(folder, "users"), "alice:{PLAIN}pw-alice\n");
  const file = join(folder, "dovecot.conf");
  await writeFile(file, configuration(folder, ports, { chainFile, keyFile }));
  let peer: Peer;
  const resume = async (): Promise<void> => {
    peer = startPeer("/usr/sbin/dovecot", ["-F", "-c", file]);
    await until(() => peer.output().includes("starting up"), `dovecot starts\n${peer.output()}`);
  };
  await resume();
  let delivered = 0;
  return {
    ports,
    async deliver(message) {
      delivered += 1;
      const name = `${Date.now()}.${delivered}.test`;
      const file = join(inbox, "tmp", name);
      await writeFile(file, message.replaceAll(/\r?\n/gu, "\r\n"));
      await chown(file, owner.uid, owner.gid);
      // A message is there whole or not at all: that is what Maildir's folders are for.
      await rename(file, join(inbox, "new", name));
    },
    pause: () => peer.stop(),
    resume,
    async stop() {
      await peer.stop();
      await remove();
    },
  };
}

function configuration(
  folder: string,
  ports: Dovecot["ports"],
  { chainFile, keyFile }: Pick<Certificate, "chainFile" | "keyFile">,
): string {
  const own = uid === 0 ? [] : [`default_internal_user = ${username}`, `default_login_user = ${username}`];
  const services = ["imap-login", "anvil"].map((name) => `service ${name} {\n  chroot =\n}`);
  return [
    "protocols = imap",
    "listen = 127.0.0.1",
    `base_dir = ${folder}/run`,
    "log_path = /dev/stderr",
    "ssl = required",
    `ssl_cert = <${chainFile}`,
    `ssl_key = <${keyFile}`,
    ...own,
    `first_valid_uid = ${owner.uid}`,
    `mail_location = maildir:${folder}/%u`,
    `passdb {\n  driver = passwd-file\n  args = ${folder}/users\n}`,
    `userdb {\n  driver = static\n  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/%u\n}`,
    ...services,
    "service imap-login {",
    `  inet_listener imap {\n    port = ${ports.starttls}\n  }`,
    `  inet_listener imaps {\n    port = ${ports.tls}\n    ssl = yes\n  }`,
    "}",
    "",
  ].join("\n");
}
