import type { Account } from "@twp/shared/protocol/index.ts";

/** What rests on the disk: never a password. */
export type StoredAccount = Readonly<Omit<Account, "registration">>;

/** Step n turns what version n wrote into what version n + 1 reads. */
export const migrations = [severalServers] as const;

/** The account had one server or none, and no trust store or engine of its own. */
function severalServers({ server, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return { ...rest, servers: typeof server === "string" && server !== "" ? [server] : [], authorities: "", engine: "" };
}
