/**
 * For tests: members' stores in memory, on disks that fail, forget to answer, rot and lose their process. Records
 * carry and are checked by their hashes as on a real disk.
 */
import { existsSync, mkdirSync } from "node:fs";
import { openRecord, type Store, sealRecord, type Writes } from "./node/store";

/** `persisted`: the write stands, and its writer is told that it failed. */
export type Fault = "none" | "failed" | "persisted";

/** Decides what becomes of a write: whose it is, and the how manieth of that member since the disks were made. */
export type FaultPlan = (write: { member: string; count: number; writes: Writes }) => Fault;

type Disk = Map<string, Buffer>;

export class DiskFault extends Error {
  override name = "DiskFault";
}

export class TestDisks {
  plan: FaultPlan = () => "none";
  readonly counts = new Map<string, number>();
  #disks = new Map<string, Disk>();
  #turn = { alive: true };

  /** A store on the member's disk; an empty one where its folder was dropped. */
  readonly open = (folder: string, member: string): Store => {
    const known = this.#disks.get(member);
    const disk = known && existsSync(folder) ? known : new Map<string, Buffer>();
    mkdirSync(folder, { recursive: true });
    this.#disks.set(member, disk);
    return this.#storeOn(disk, member);
  };

  /** The process dies: stores opened before write nothing any more. What was written stays. */
  crash(): void {
    this.#turn.alive = false;
    this.#turn = { alive: true };
  }

  /** A copy to go on from, without the plan. */
  copy(): TestDisks {
    const copy = new TestDisks();
    for (const [member, disk] of this.#disks) copy.#disks.set(member, new Map(disk));
    return copy;
  }

  keysOf(member: string): string[] {
    return [...(this.#disks.get(member)?.keys() ?? [])].sort();
  }

  /** Flips bits of one stored byte; `at` counts from the record's beginning and wraps around. */
  rot(member: string, key: string, at: number, bits = 1): void {
    const disk = this.#disks.get(member);
    const stored = disk?.get(key);
    if (!disk || !stored) throw new Error(`${member} has no record ${key}`);
    const altered = Buffer.from(stored);
    const place = at % altered.length;
    altered[place] = (altered[place] ?? 0) ^ bits;
    disk.set(key, altered);
  }

  /** Exchanges what is stored under two keys. */
  swap(member: string, one: string, other: string): void {
    const disk = this.#disks.get(member);
    const [first, second] = [disk?.get(one), disk?.get(other)];
    if (!disk || !first || !second) throw new Error(`${member} lacks ${one} or ${other}`);
    disk.set(one, second);
    disk.set(other, first);
  }

  remove(member: string, key: string): void {
    if (!this.#disks.get(member)?.delete(key)) throw new Error(`${member} has no record ${key}`);
  }

  #storeOn(disk: Disk, member: string): Store {
    const turn = this.#turn;
    return {
      get(key) {
        const stored = disk.get(key);
        return stored && openRecord(key, stored);
      },
      keys: (prefix, after) => inOrder(disk, prefix, after),
      write: async (writes) => {
        await new Promise(setImmediate);
        if (!turn.alive) throw new DiskFault("the process is gone");
        const count = (this.counts.get(member) ?? 0) + 1;
        this.counts.set(member, count);
        const fault = this.plan({ member, count, writes });
        if (fault !== "failed") for (const [key, value] of writes) put(disk, key, value);
        if (fault !== "none") throw new DiskFault(`write ${count} of ${member} failed`);
      },
      close: async () => {},
    };
  }
}

function put(disk: Disk, key: string, value: Uint8Array | null): void {
  if (value === null) disk.delete(key);
  else disk.set(key, sealRecord(key, value));
}

function inOrder(disk: Disk, prefix: string, after: string | undefined): string[] {
  const keys = [...disk.keys()].filter(
    (key) => key.startsWith(prefix) && (after === undefined || key > after),
  );
  return keys.sort((a, b) => (a < b ? -1 : 1));
}
