/** A submitted command on its way into the log. */
import { equalBytes } from "@/lib/crypto/bytes";
import { type Envelope, type Hex, txId } from "@/lib/market/command";
import type { Refusal } from "@/lib/market/refusal";
import type { StateReader } from "@/lib/market/state";
import { privateBytes } from "./record";
import type { Rules } from "./rules";

interface Read {
  readonly of: "value" | "keys";
  readonly key: string;
  readonly answer: Uint8Array | string | undefined;
}

interface Checked {
  readonly verdict: Refusal | undefined;
  readonly reads: readonly Read[];
}

/**
 * Checking signatures is the dearest part of a small command, and its answer depends on the envelope and the state
 * it reads alone. So it is done once and kept together with what it read: another member of this process, or a
 * later moment, whose state answers those reads alike has the same verdict; any other checks again.
 */
export class Candidate {
  readonly txId: Hex;
  readonly private: Uint8Array;
  #checked: Promise<Checked | undefined> = Promise.resolve(undefined);

  constructor(
    readonly envelope: Envelope,
    readonly rules: Rules,
  ) {
    this.txId = txId(envelope.command);
    this.private = privateBytes(envelope);
  }

  /** Begins to check before its turn comes, so that signatures are verified while other commands execute. */
  begin(state: StateReader): void {
    // A state that cannot be read is found again, and named, when the command's turn comes.
    this.#checked = this.#checkIn(state).catch(() => undefined);
  }

  /** What the rules' check says in this state. */
  async check(state: StateReader): Promise<Refusal | undefined> {
    const earlier = await this.#checked;
    if (earlier?.reads.every((read) => answersAlike(state, read))) return earlier.verdict;
    const checked = await this.#checkIn(state);
    this.#checked = Promise.resolve(checked);
    return checked.verdict;
  }

  async #checkIn(state: StateReader): Promise<Checked> {
    const reads: Read[] = [];
    return { verdict: await this.rules.check(this.envelope, recording(state, reads)), reads };
  }
}

function recording(state: StateReader, reads: Read[]): StateReader {
  return {
    get(key) {
      const answer = state.get(key);
      reads.push({ of: "value", key, answer });
      return answer;
    },
    keys(prefix) {
      const listed = [...state.keys(prefix)];
      reads.push({ of: "keys", key: prefix, answer: listed.join("\n") });
      return listed;
    },
  };
}

function answersAlike(state: StateReader, { of, key, answer }: Read): boolean {
  if (of === "keys") return [...state.keys(key)].join("\n") === answer;
  const now = state.get(key);
  if (now === undefined || answer === undefined || typeof answer === "string") return now === answer;
  return equalBytes(now, answer);
}
