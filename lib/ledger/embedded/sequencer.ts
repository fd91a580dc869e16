/** The queue before the members: gathers what arrives within 20 ms and has it decided as one batch. */
import type { Envelope, Hex } from "@/lib/market/command";
import type { StateReader } from "@/lib/market/state";
import { LedgerUnavailable, type SubmitResult } from "../ledger";
import { Candidate } from "../node/candidate";
import type { Rules } from "../node/rules";
import type { Decision } from "./decide";

export interface Desk {
  readonly rules: Rules;
  /** A state to check signatures in while the command waits; undefined when no member agrees. */
  state(): StateReader | undefined;
  /** Decides a batch or its beginning: a decision for each candidate it got to, in order, at least one. */
  decide(batch: readonly Candidate[]): Promise<Decision[]>;
}

interface Waiting {
  readonly candidate: Candidate;
  readonly bytes: number;
  settle(decision: Decision): void;
}

const WINDOW_MS = 20;
/** The window closes early when nothing more came for this long: a lone submitter does not wait for others. */
const QUIET_MS = 1;
const MOST_COMMANDS = 500;
const MOST_BYTES = 8_000_000;
const MOST_WAITING = 50_000;

export class Sequencer {
  #queue: Waiting[] = [];
  #known = new Map<Hex, Promise<SubmitResult>>();
  #running = false;
  #closed = false;
  #last = 0;

  constructor(readonly desk: Desk) {}

  /** The decision on the command; the same promise for a txId that is being decided already. */
  submit(envelope: Envelope): Promise<SubmitResult> {
    if (this.#closed) return Promise.reject(new LedgerUnavailable("closed", "the ledger is closed"));
    if (this.#queue.length >= MOST_WAITING) {
      return Promise.reject(new LedgerUnavailable("queue-full", `${MOST_WAITING} commands wait`));
    }
    const candidate = new Candidate(envelope, this.desk.rules);
    const deciding = this.#known.get(candidate.txId);
    if (deciding) return deciding;
    const state = this.desk.state();
    if (state) candidate.begin(state);
    const decided = this.#enqueue(candidate);
    this.#known.set(candidate.txId, decided);
    const forget = () => this.#known.delete(candidate.txId);
    decided.then(forget, forget);
    return decided;
  }

  /** Refuses what waits and what comes; what is being decided is decided. */
  close(): void {
    this.#closed = true;
    const closed = new LedgerUnavailable("closed", "the ledger was closed");
    for (const { settle } of this.#queue.splice(0)) settle(closed);
  }

  #enqueue(candidate: Candidate): Promise<SubmitResult> {
    return new Promise((resolve, reject) => {
      const settle = (decision: Decision) =>
        decision instanceof Error ? reject(decision) : resolve(decision);
      this.#queue.push({ candidate, bytes: candidate.private.length, settle });
      this.#last = performance.now();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#queue.length > 0) {
      await this.#gather();
      await this.#decide(this.#take());
    }
    this.#running = false;
  }

  /** Waits until the window closes: after 20 ms, a quiet moment, or a full batch. */
  async #gather(): Promise<void> {
    const opened = performance.now();
    while (this.#queue.length < MOST_COMMANDS) {
      const now = performance.now();
      const quiet = now - this.#last;
      const left = WINDOW_MS - (now - opened);
      if (left <= 0 || quiet >= QUIET_MS) return;
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, QUIET_MS - quiet)));
    }
  }

  #take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const waiting of this.#queue) {
      bytes += waiting.bytes;
      if (count === MOST_COMMANDS || (count > 0 && bytes > MOST_BYTES)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #decide(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      const decisions = await this.desk.decide(batch.map(({ candidate }) => candidate));
      if (decisions.length === 0) throw new Error("a batch without a decision");
      for (const [i, decision] of decisions.entries()) batch[i]?.settle(decision);
      this.#queue.unshift(...batch.slice(decisions.length));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const { settle } of batch) settle(failure);
    }
  }
}
