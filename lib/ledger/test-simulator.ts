/**
 * A seeded simulator of the embedded ledger: four nodes, disks that fail and rot, crashes, clocks that jump, commands
 * sent twice. The same seed does the same; a seed that fails is in the error.
 */
import { u32be } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import type { Envelope } from "@/lib/market/command";
import { MEMBERS, openEmbedded } from "./embedded/open-embedded";
import { type Checkpoint, type Ledger, LedgerUnavailable } from "./ledger";
import type { TestDisks } from "./test-disks";
import { TEST_TIME } from "./test-ledger";
import { checkSound, insist } from "./test-soundness";

/** A founded market at rest, and commands it accepts in this order. */
export interface Fixture {
  readonly dataDir: string;
  readonly disks: TestDisks;
  readonly commands: readonly Envelope[];
}

const STEPS = 14;
/** Of a write failing, while disks are bad: one in so many. */
const BAD = 9;

/** Runs one seed; throws an error that names it when anything that must hold does not. */
export async function simulate(fixture: Fixture, seed: number): Promise<void> {
  try {
    await new Simulation(fixture, seed).run();
  } catch (cause) {
    throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Numbers that depend on the seed alone. */
function generator(seed: number): (below: number) => number {
  let drawn = 0;
  return (below) => {
    const [a = 0, b = 0, c = 0] = sha256(new Uint8Array([...u32be(seed), ...u32be(drawn++)]));
    return ((a << 16) | (b << 8) | c) % below;
  };
}

class Simulation {
  readonly disks: TestDisks;
  readonly draw: (below: number) => number;
  readonly seen: Checkpoint[] = [];
  readonly answered: Envelope[] = [];
  #ledger: Ledger | undefined;
  #time = TEST_TIME;
  #next = 0;
  /** One member at most is altered at a time: a quorum of the others has to be whole. */
  #altered: string | undefined;

  constructor(
    readonly fixture: Fixture,
    seed: number,
  ) {
    this.disks = fixture.disks.copy();
    this.draw = generator(seed);
  }

  async run(): Promise<void> {
    for (let step = 0; step < STEPS; step++) await this.#step();
    await this.#heal();
  }

  async #step(): Promise<void> {
    this.#badDisks(this.draw(3) === 0);
    switch (this.draw(8)) {
      case 0:
        return this.#crash();
      case 1:
        return this.#alter();
      case 2:
        return this.#tolerate(async () => void (await this.#rebuild()));
      case 3:
        this.#time += this.draw(50) - 25;
        return;
      case 4:
        return this.#tolerate(async () => void this.seen.push(await (await this.#open()).checkpoint()));
      default:
        return this.#submit();
    }
  }

  /** Some commands at once, the first perhaps twice, perhaps one that was answered long ago. */
  async #submit(): Promise<void> {
    const batch = this.fixture.commands.slice(this.#next, this.#next + 1 + this.draw(3));
    const [first] = batch;
    const again = this.answered[this.draw(this.answered.length || 1)];
    const sent = [...batch, ...(first && this.draw(3) === 0 ? [first] : []), ...(again ? [again] : [])];
    await this.#tolerate(async () => {
      const ledger = await this.#open();
      const results = await Promise.allSettled(sent.map((envelope) => ledger.submit(envelope)));
      for (const [i, result] of results.entries()) this.#note(sent[i], result);
    });
  }

  #note(envelope: Envelope | undefined, result: PromiseSettledResult<{ ok: boolean }>): void {
    if (!envelope) return;
    if (result.status === "rejected") {
      if (!(result.reason instanceof LedgerUnavailable)) throw result.reason;
      return;
    }
    // A later channel may be refused when an earlier one of the batch got no answer: it is sent again.
    if (!result.value.ok || this.answered.includes(envelope)) return;
    this.answered.push(envelope);
    this.#next = Math.max(this.#next, this.fixture.commands.indexOf(envelope) + 1);
  }

  async #open(): Promise<Ledger> {
    const { dataDir } = this.fixture;
    this.#ledger ??= await openEmbedded({ dataDir, openStore: this.disks.open, clock: () => this.#time });
    return this.#ledger;
  }

  async #crash(): Promise<void> {
    // Something may be on its way when the process dies.
    const command = this.fixture.commands[this.#next];
    const ledger = this.#ledger;
    const last = ledger && command && ledger.submit(command).catch(() => undefined);
    for (let beats = this.draw(12); beats > 0; beats--) await new Promise(setImmediate);
    this.disks.crash();
    this.#ledger = undefined;
    await last;
  }

  #alter(): void {
    if (this.#altered !== undefined) return;
    const member = MEMBERS[this.draw(MEMBERS.length)] ?? MEMBERS[0];
    const keys = this.disks.keysOf(member);
    const key = keys[this.draw(keys.length)];
    if (key === undefined) return;
    this.disks.rot(member, key, this.draw(200), 1 << this.draw(8));
    this.#altered = member;
  }

  async #rebuild(): Promise<void> {
    if (this.#altered === undefined) return;
    await (await this.#open()).rebuild(this.#altered);
    this.#altered = undefined;
  }

  #badDisks(bad: boolean): void {
    this.disks.plan = () => {
      if (!bad || this.draw(BAD) > 0) return "none";
      return this.draw(2) === 0 ? "failed" : "persisted";
    };
  }

  /** While things are broken the ledger may say that it cannot answer, and nothing else. */
  async #tolerate(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error;
    }
  }

  /** Good disks, a new process, everybody rebuilt: then everything must be there, once. */
  async #heal(): Promise<void> {
    this.#badDisks(false);
    await this.#crash();
    const ledger = await this.#open();
    await this.#rebuild();
    for (const { name, state } of await ledger.members())
      if (state !== "agreeing") await ledger.rebuild(name);
    for (const envelope of this.fixture.commands) {
      const result = await insist(ledger, envelope);
      if (!result.ok) throw new Error(`refused in the end: ${result.refusal.code}`);
    }
    await checkSound(ledger, this.fixture.commands, this.seen);
    const states = (await ledger.members()).map(({ state, reason }) => `${state} ${reason ?? ""}`.trim());
    if (states.some((state) => state !== "agreeing"))
      throw new Error(`members in the end: ${states.join("; ")}`);
  }
}
