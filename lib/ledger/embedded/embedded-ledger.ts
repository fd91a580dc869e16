/** The embedded engine: four members in this process, every command executed by each (architecture §2). */
import { rmSync } from "node:fs";
import type { Envelope, Hex } from "@/lib/market/command";
import type { Roster } from "@/lib/market/members/roster";
import { readMarket, rosters } from "@/lib/market/state";
import {
  type BlobReceipt,
  type Checkpoint,
  type Leaf,
  type Ledger,
  LedgerUnavailable,
  type MemberStatus,
  type Receipt,
  type StateQuestion,
  type StoredRecord,
  type SubmitResult,
} from "../ledger";
import type { Candidate } from "../node/candidate";
import { consistencyAt, inclusionAt } from "../node/log-tree";
import type { MemberNode } from "../node/node";
import { leafAt, page, stateKeysOf, storedRecordAt, tileAt } from "../node/reads";
import type { Rules } from "../node/rules";
import { attestState } from "./attest";
import { holdBlob } from "./blobs";
import { checkpointNote } from "./checkpoint-note";
import type { Council } from "./council";
import { type Decision, decide } from "./decide";
import { checkpointOf, type NoteKeeper } from "./kept-note";
import { reconcile } from "./reconcile";
import { Sequencer } from "./sequencer";
import { takeTurns } from "./turns";

/** Unix seconds. */
export type Clock = () => number;

export class EmbeddedLedger implements Ledger {
  readonly #turns = takeTurns();
  readonly #sequencer: Sequencer;
  #checkpoint: Checkpoint | undefined;
  #settled = false;
  #closed = false;

  constructor(
    readonly council: Council,
    readonly rules: Rules,
    readonly clock: Clock,
    readonly notes?: NoteKeeper,
  ) {
    this.#sequencer = new Sequencer({
      rules,
      state: () => council.seats.find(({ state }) => state === "agreeing")?.node?.state,
      decide: (batch) => this.#turns(() => this.#decide(batch)),
    });
  }

  /** Brings the members together; founds the market where there is none yet. */
  async start(found: () => Promise<Envelope>): Promise<void> {
    await this.#turns(() => reconcile(this.council, this.rules));
    const isFounded = this.council.seats.some(({ node }) => node && node.head.size > 0);
    // Without a quorum it opens all the same: somebody has to see which members are out of order.
    if (isFounded && this.council.agreeing().length < this.council.quorum) return;
    this.council.voters();
    const note = this.notes?.kept();
    if (note !== undefined) this.#checkpoint = await checkpointOf(note, this.council);
    if (isFounded) return;
    const founded = await this.submit(await found());
    if (!founded.ok)
      throw new Error(`genesis was refused: ${founded.refusal.code} ${founded.refusal.reason}`);
  }

  async submit(envelope: Envelope): Promise<SubmitResult> {
    this.#open();
    return this.#sequencer.submit(envelope);
  }

  async receipt(txId: Hex): Promise<Receipt | undefined> {
    return this.#read((node) => node.receipt(txId));
  }

  async entries(from: number, limit: number): Promise<readonly Leaf[]> {
    return this.#read((node) => page(node, { from, limit, size: this.#size(node) }, leafAt));
  }

  async records(from: number, limit: number): Promise<readonly StoredRecord[]> {
    return this.#read((node) => page(node, { from, limit, size: this.#size(node) }, storedRecordAt));
  }

  async tile(path: string): Promise<Uint8Array | undefined> {
    return this.#read((node) => tileAt(node, path, this.#size(node)));
  }

  async checkpoint(): Promise<Checkpoint> {
    this.#open();
    if (!this.#checkpoint) await this.#turns(() => this.#settle());
    if (!this.#checkpoint) throw new LedgerUnavailable("no-quorum", "nothing was signed yet");
    return this.#checkpoint;
  }

  async roster(): Promise<readonly Roster[]> {
    return this.#read((node) => Array.from(rosters.list(node.state), ([, roster]) => roster));
  }

  async attest(question: StateQuestion): Promise<readonly string[]> {
    const { size } = await this.checkpoint();
    const isBetween = () => this.council.agreeing().some(({ node }) => node.head.size !== size);
    if (!isBetween()) return this.#attest(question);
    // While a batch is being established the state is ahead of what was signed: wait for it.
    return this.#turns(async () => {
      if (isBetween()) await this.#settle();
      return this.#attest(question);
    });
  }

  async #attest(question: StateQuestion): Promise<readonly string[]> {
    const { size, root } = this.#checkpoint ?? (await this.checkpoint());
    return attestState(this.council, question, {
      origin: this.#origin(),
      size,
      root,
      time: this.clock(),
    });
  }

  async putBlob(bytes: Uint8Array): Promise<BlobReceipt> {
    await this.#ready();
    return holdBlob(this.council, this.rules, this.#origin(), bytes);
  }

  async blob(hash: Hex): Promise<Uint8Array | undefined> {
    return this.#read((node) => node.blob(hash));
  }

  async state(key: string): Promise<Uint8Array | undefined> {
    return this.#read((node) => node.state.get(key));
  }

  async stateKeys(prefix: string, limit: number, after?: string): Promise<readonly string[]> {
    return this.#read((node) => stateKeysOf(node, prefix, limit, after));
  }

  async members(): Promise<readonly MemberStatus[]> {
    this.#open();
    return this.council.statuses();
  }

  async inclusion(index: number, size: number): Promise<readonly Uint8Array[]> {
    return this.#read((node) => inclusionAt(node.tiles, index, within(node, size)));
  }

  async consistency(oldSize: number, newSize: number): Promise<readonly Uint8Array[]> {
    return this.#read((node) => consistencyAt(node.tiles, oldSize, within(node, newSize)));
  }

  async rebuild(member: string): Promise<void> {
    this.#open();
    const seat = this.council.seats.find(({ name }) => name === member);
    if (!seat) throw new RangeError(`no member ${member}`);
    await this.#turns(async () => {
      const others = this.council.agreeing().filter((voter) => voter.seat !== seat);
      if (others.length < this.council.quorum) {
        throw new LedgerUnavailable(
          "no-quorum",
          `${others.length} members are left to rebuild ${member} from`,
        );
      }
      await this.council.empty(seat, () => rmSync(seat.folder, { recursive: true, force: true }));
      await this.#settle();
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#sequencer.close();
    await this.#turns(async () => {
      if (this.#checkpoint) this.notes?.keep(this.#checkpoint.note);
      await Promise.all(this.council.seats.map(({ store }) => store?.close()));
    });
  }

  #open(): void {
    if (this.#closed) throw new LedgerUnavailable("closed", "the ledger is closed");
  }

  async #read<T>(from: (node: MemberNode) => T): Promise<T> {
    await this.#ready();
    return this.council.read(from);
  }

  /** Members that a fault left behind are brought back before anybody is told that there is no quorum. */
  async #ready(): Promise<void> {
    this.#open();
    if (this.council.agreeing().length < this.council.quorum) await this.#turns(() => this.#settle());
  }

  #origin(): string {
    return this.council.read(({ state }) => readMarket(state)?.origin ?? noMarket());
  }

  /** Of the log as it is served: what was signed last. */
  #size(node: MemberNode): number {
    return this.#checkpoint?.size ?? node.head.size;
  }

  /** Brings the members together where they are not, reads stores that were just opened, and signs. */
  async #settle(): Promise<void> {
    const unsettled = this.council.seats.some(({ state }) => state === "lagging" || state === "down");
    if (!this.#settled || unsettled) await reconcile(this.council, this.rules);
    await this.council.scrub();
    this.#settled = true;
    await this.council.promise();
    this.#checkpoint = await checkpointNote(this.council, this.clock());
  }

  async #decide(batch: readonly Candidate[]): Promise<Decision[]> {
    const ready = this.council.seats.every(({ state }) => state === "agreeing" || state === "diverged");
    if (!this.#settled || !ready) await this.#settle();
    const decisions: Decision[] = [];
    const fresh: Candidate[] = [];
    const known = batch.map((candidate) => this.council.read((node) => node.receipt(candidate.txId)));
    for (const [i, candidate] of batch.entries()) if (!known[i]) fresh.push(candidate);
    const decided = await this.#decideFresh(fresh);
    let next = 0;
    for (const receipt of known) {
      const decision = receipt ? { ok: true as const, receipt } : decided[next++];
      // The batch was cut here: what comes after is decided with the next.
      if (decision === undefined) break;
      decisions.push(decision);
    }
    return decisions;
  }

  async #decideFresh(batch: readonly Candidate[]): Promise<Decision[]> {
    if (batch.length === 0) return [];
    // Until it is through, members may have stored it or not, and their caches may know more than their stores.
    this.#settled = false;
    const decided = await decide(this.council, batch, this.clock());
    this.#settled = true;
    if (decided.some((decision) => !(decision instanceof Error) && decision.ok)) {
      this.#checkpoint = await checkpointNote(this.council, this.clock());
    }
    return decided;
  }
}

function noMarket(): never {
  throw new Error("no market was founded");
}

function within(node: MemberNode, size: number): number {
  if (size > node.head.size) throw new RangeError(`no tree of ${size} in a log of ${node.head.size}`);
  return size;
}
