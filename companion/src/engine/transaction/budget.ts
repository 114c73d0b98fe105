/** How much the transactions of all peers, and of one, may hold: by their number, and by the bytes of their requests. */
export type BudgetLimits = {
  readonly transactions: number;
  readonly transactionsPerPeer: number;
  readonly transactionBytes: number;
  readonly transactionBytesPerPeer: number;
};

/** One address may use four fifths of everything: enough for a trunk that all calls come by, and the others get on. */
export const DEFAULT_BUDGET: BudgetLimits = {
  transactions: 150_000,
  transactionsPerPeer: 120_000,
  transactionBytes: 256 * 1024 * 1024,
  transactionBytesPerPeer: 205 * 1024 * 1024,
};

type Share = { transactions: number; bytes: number };

/** What requests from the network are allowed to hold, until each gives its part back. */
export class Budget {
  readonly #limits: BudgetLimits;
  readonly #all: Share = { transactions: 0, bytes: 0 };
  readonly #byPeer = new Map<string, Share>();

  constructor(limits: BudgetLimits) {
    this.#limits = limits;
  }

  /** Takes a part for one request; returns how it is given back, once, or undefined when there is none left. */
  take(peer: string, bytes: number): (() => void) | undefined {
    const share = this.#byPeer.get(peer) ?? { transactions: 0, bytes: 0 };
    const { transactions, transactionsPerPeer, transactionBytes, transactionBytesPerPeer } = this.#limits;
    if (!fits(this.#all, bytes, transactions, transactionBytes)) return undefined;
    if (!fits(share, bytes, transactionsPerPeer, transactionBytesPerPeer)) return undefined;
    this.#byPeer.set(peer, share);
    change(this.#all, 1, bytes);
    change(share, 1, bytes);
    return () => {
      change(this.#all, -1, -bytes);
      change(share, -1, -bytes);
      if (share.transactions === 0) this.#byPeer.delete(peer);
    };
  }
}

function fits(share: Share, bytes: number, transactions: number, most: number): boolean {
  return share.transactions < transactions && share.bytes + bytes <= most;
}

function change(share: Share, transactions: number, bytes: number): void {
  share.transactions += transactions;
  share.bytes += bytes;
}
