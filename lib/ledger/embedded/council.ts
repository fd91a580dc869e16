/** The members at one table: who agrees, who is shown as something else, and why. */
import { quorum } from "@/lib/market/members/roster";
import { LedgerUnavailable, type MemberState, type MemberStatus } from "../ledger";
import { SIGNED_KEY } from "../node/layout";
import { TileMissing } from "../node/log-tree";
import { MemberNode, NodeDiverged } from "../node/node";
import type { MemberSigner } from "../node/signer";
import { type Store, StoreCorrupted } from "../node/store";

/** A member's place. Without a node its store is not one a node left, without a store it could not be opened. */
export interface Seat {
  readonly name: string;
  /** Of its store. */
  readonly folder: string;
  readonly signer: MemberSigner;
  store: Store | undefined;
  node: MemberNode | undefined;
  state: MemberState;
  reason: string | undefined;
  /** Whether every stored record was read since the store was opened. */
  scrubbed: boolean;
}

/** A seat that agrees. All voters have one head. */
export interface Voter {
  readonly seat: Seat;
  readonly node: MemberNode;
}

export type OpenStore = (folder: string, member: string) => Store;

export class Council {
  readonly quorum: number;
  /** What is pure is worked out once in this process. */
  readonly #memo = new Map<string, unknown>();

  constructor(
    readonly seats: readonly Seat[],
    readonly openStore: OpenStore,
  ) {
    this.quorum = quorum(seats.length);
  }

  /** Those that agree, in order of names. LedgerUnavailable when they are no quorum. */
  voters(): Voter[] {
    const voters = this.agreeing();
    if (voters.length < this.quorum) {
      const others = this.seats.filter((seat) => seat.state !== "agreeing");
      const why = others.map((seat) => `${seat.name} ${seat.state}: ${seat.reason ?? ""}`).join("; ");
      throw new LedgerUnavailable("no-quorum", `${voters.length} of ${this.quorum} members agree (${why})`);
    }
    return voters;
  }

  agreeing(): Voter[] {
    return this.seats.flatMap((seat) =>
      seat.state === "agreeing" && seat.node ? [{ seat, node: seat.node }] : [],
    );
  }

  /** Opens the seat's store and node; a store that cannot be, or is no node's, is shown as what it is. */
  seatNode(seat: Seat): void {
    try {
      seat.store ??= this.openStore(seat.folder, seat.name);
      seat.node = new MemberNode(seat.name, seat.store, this.#memo);
      seat.scrubbed = false;
      seat.state = "lagging";
      seat.reason = undefined;
    } catch (error) {
      seat.node = undefined;
      this.exclude(seat, error);
    }
  }

  /** Shows the seat as diverged or down, for what went wrong there. */
  exclude(seat: Seat, error: unknown): void {
    seat.state = isDivergence(error) ? "diverged" : "down";
    seat.reason = error instanceof Error ? error.message : String(error);
  }

  /** Answers from the first member that can read what it needs; one that cannot is excluded on the way. */
  read<T>(from: (node: MemberNode) => T): T {
    for (const { seat, node } of this.voters()) {
      try {
        return from(node);
      } catch (error) {
        if (!isDivergence(error)) throw error;
        this.exclude(seat, error);
      }
    }
    throw new LedgerUnavailable("no-quorum", "no member could read its store");
  }

  /** Has every store that was opened since read as a whole, before its member signs again. */
  async scrub(): Promise<void> {
    await this.#eachVoter(async ({ seat, node }) => {
      if (seat.scrubbed) return;
      await node.scrub();
      seat.scrubbed = true;
    });
  }

  /** Has every voter promise its head. LedgerUnavailable when fewer than a quorum can. */
  async promise(): Promise<void> {
    await this.#eachVoter(async ({ node }) => {
      await node.promise();
    });
  }

  /**
   * Drops what the member stored, in one write, all but the tree it signed last: it must never sign another. (Where
   * that cannot be read any more nothing is lost: a tree is signed after a quorum stored it, so that whatever it
   * signed is the beginning of what it will be given.) A store that cannot be opened at all goes as a whole.
   */
  async empty(seat: Seat, discard: () => void): Promise<void> {
    try {
      seat.store ??= attempt(() => this.openStore(seat.folder, seat.name));
      if (seat.store) await dropAll(seat.store);
      else discard();
    } catch (cause) {
      this.exclude(seat, cause);
      throw new LedgerUnavailable("storage", `the store of ${seat.name} cannot be emptied`, { cause });
    }
    this.seatNode(seat);
  }

  async #eachVoter(act: (voter: Voter) => Promise<void>): Promise<void> {
    await Promise.all(
      this.voters().map(async (voter) => {
        try {
          await act(voter);
        } catch (error) {
          this.exclude(voter.seat, error);
        }
      }),
    );
    this.voters();
  }

  statuses(): MemberStatus[] {
    return this.seats.map(({ name, node, state, reason }) => ({
      name,
      height: node?.head.size ?? 0,
      root: node?.head.root ?? "",
      digest: node?.head.digest ?? "",
      state,
      ...(reason === undefined ? {} : { reason }),
    }));
  }
}

async function dropAll(store: Store): Promise<void> {
  const writes = new Map<string, null>();
  for (const key of store.keys("")) writes.set(key, null);
  if (attempt(() => store.get(SIGNED_KEY))) writes.delete(SIGNED_KEY);
  await store.write(writes);
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** Whether a member's data is wrong, as opposed to out of reach. */
export function isDivergence(error: unknown): boolean {
  return error instanceof StoreCorrupted || error instanceof NodeDiverged || error instanceof TileMissing;
}
