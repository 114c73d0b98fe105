import { Failure } from "@twp/shared/protocol/index.ts";
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import type { Secrets } from "../../features/account/ports.ts";
import { setAside, type Shelf } from "./documents.ts";

const Stored = v.record(v.string(), v.string());
const service = "twp";

/** The part of a keyring entry that is used here; the real one is `AsyncEntry` of @napi-rs/keyring. */
type KeyringEntry = Readonly<{
  getPassword: () => Promise<string | undefined | null>;
  setPassword: (secret: string) => Promise<unknown>;
}>;

/**
 * Secrets in the system's keyring where there is one, else in a file that only the user can read; one that does not parse is set aside
 * with a notice, never overwritten. `onFallback` hears once that the keyring is missing.
 */
export async function openSecrets(shelf: Shelf, useKeyring: boolean, onFallback: () => void): Promise<Secrets> {
  const path = join(shelf.folder, "secrets.json");
  if ((await readSecrets(path)) === null) await setAside(shelf, path);
  const file = fileSecrets(path);
  let keyringWorks = useKeyring;
  const withKeyring = async <T>(
    act: (entry: KeyringEntry) => Promise<T>,
    name: string,
    otherwise: () => Promise<T>,
  ): Promise<T> => {
    if (!keyringWorks) return otherwise();
    try {
      return await act(await keyringEntry(name));
    } catch {
      // No keyring runs on this desktop, or it is locked for good: the file serves from now on.
      keyringWorks = false;
      onFallback();
      return otherwise();
    }
  };
  return {
    async read(name) {
      const kept = await withKeyring(
        async (entry) => (await entry.getPassword()) ?? null,
        name,
        async () => null,
      );
      return kept ?? file.read(name);
    },
    write: (name, secret) =>
      withKeyring(
        async (entry) => void (await entry.setPassword(secret)),
        name,
        () => file.write(name, secret),
      ),
  };
}

/** Loaded on first use: most starts need no secret from the keyring. */
async function keyringEntry(name: string): Promise<KeyringEntry> {
  const { AsyncEntry } = await import("@napi-rs/keyring");
  return new AsyncEntry(service, name);
}

/** The secrets in a file, none where there is no file, null where it cannot be read as secrets. */
async function readSecrets(file: string): Promise<Record<string, string> | null> {
  try {
    const parsed = v.safeParse(Stored, JSON.parse(await readFile(file, "utf8")));
    return parsed.success ? parsed.output : null;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? {} : null;
  }
}

function fileSecrets(file: string): Secrets {
  const read = async (): Promise<Record<string, string>> => (await readSecrets(file)) ?? {};
  return {
    read: async (name) => (await read())[name] ?? null,
    async write(name, secret) {
      try {
        await writeFile(`${file}.new`, JSON.stringify({ ...(await read()), [name]: secret }), { mode: 0o600 });
        await chmod(`${file}.new`, 0o600);
        await rename(`${file}.new`, file);
      } catch (error) {
        throw new Failure("storage-failed", "the secret could not be stored", { cause: error });
      }
    },
  };
}
