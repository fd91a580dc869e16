/** After a start, a fault or a rebuild: the members brought to one head again, or shown as what they are. */
import { equalBytes, toHex } from "@/lib/crypto/bytes";
import { Candidate } from "../node/candidate";
import type { Head } from "../node/layout";
import { rootAt } from "../node/log-tree";
import { type MemberNode, NodeDiverged } from "../node/node";
import { envelopeOf, readEntry } from "../node/record";
import type { Rules } from "../node/rules";
import { fetchBlob } from "./blobs";
import { type Council, isDivergence, type Seat } from "./council";

/** Entries replayed at a time, fewer where they write much. */
const CHUNK = 200;
const CUT = { ms: 1_000, bytes: 32_000_000 };
const NONE = new Uint8Array(0);

interface Reachable {
  readonly seat: Seat;
  readonly node: MemberNode;
}

/** The member others catch up from cannot be read: its trouble, not theirs. */
class SourceFailed extends Error {
  override name = "SourceFailed";
}

/**
 * Takes the longest log and brings those behind to its end by executing what they lack. Nothing a member stored is
 * ever taken back: a batch that only some had stored when the disk or the process failed was agreed on before anybody
 * stored it, and is finished here. A log that a quorum contradicts is the odd one. Diverged seats are left alone.
 */
export async function reconcile(council: Council, rules: Rules): Promise<void> {
  for (let tried = reachable(council); tried.length > 0; ) {
    const longest = tried.reduce((best, at) => (at.node.head.size > best.node.head.size ? at : best));
    const odd = await follow(council, longest, tried, rules);
    if (odd === undefined) return;
    council.exclude(longest.seat, odd);
    tried = tried.filter((at) => at !== longest);
  }
}

/** Seats everybody by whether it reaches the end of `longest`; answers with an error where that one is to go. */
async function follow(
  council: Council,
  longest: Reachable,
  tried: readonly Reachable[],
  rules: Rules,
): Promise<unknown> {
  const failed = new Map<Reachable, unknown>();
  for (const at of tried) {
    try {
      await catchUp(at.node, longest.node, rules, tried);
    } catch (error) {
      if (error instanceof SourceFailed) return error.cause;
      failed.set(at, error);
    }
  }
  const contradicting = [...failed.values()].filter(isDivergence);
  if (contradicting.length >= council.quorum) {
    return new NodeDiverged(`a log of ${longest.node.head.size} entries that the others contradict`);
  }
  for (const at of tried) {
    if (failed.has(at)) council.exclude(at.seat, failed.get(at));
    else agree(at.seat);
  }
  return undefined;
}

function agree(seat: Seat): void {
  seat.state = "agreeing";
  seat.reason = undefined;
}

/** Every seat whose store can be read, its head read again. */
function reachable(council: Council): Reachable[] {
  const found: Reachable[] = [];
  for (const seat of council.seats) {
    if (seat.state === "diverged") continue;
    if (!seat.node) council.seatNode(seat);
    if (!seat.node) continue;
    try {
      seat.node.reload();
      found.push({ seat, node: seat.node });
    } catch (error) {
      council.exclude(seat, error);
    }
  }
  return found;
}

/** Replays what `node` lacks from `source`, comparing each entry before it is stored. NodeDiverged where it differs. */
async function catchUp(
  node: MemberNode,
  source: MemberNode,
  rules: Rules,
  holders: readonly Reachable[],
): Promise<void> {
  checkPrefix(node, source);
  const blobs = holders.map((holder) => holder.node);
  while (node.head.size < source.head.size) await replayChunk(node, source, rules, blobs);
  const { root, digest }: Head = node.head;
  if (root !== source.head.root) throw new NodeDiverged(`root ${root} where others have ${source.head.root}`);
  if (digest !== source.head.digest) {
    throw new NodeDiverged(`state digest ${digest} where others have ${source.head.digest}`);
  }
}

function checkPrefix(node: MemberNode, source: MemberNode): void {
  const { size, root } = node.head;
  const there = toHex(fromSource(() => rootAt(source.tiles, size)));
  if (there !== root) throw new NodeDiverged(`root ${root} at ${size} where others have ${there}`);
}

function fromSource<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new SourceFailed("the member that has the entries cannot read them", { cause });
  }
}

/** Entries of one block time, at most CHUNK of them. */
async function replayChunk(
  node: MemberNode,
  source: MemberNode,
  rules: Rules,
  holders: readonly MemberNode[],
): Promise<void> {
  const from = node.head.size;
  const entries: Uint8Array[] = [];
  const batch: Candidate[] = [];
  let time: number | undefined;
  for (let index = from; index < source.head.size && batch.length < CHUNK; index++) {
    const record = fromSource(() => source.record(index));
    const at = readEntry(record.bytes).time;
    if (time !== undefined && at !== time) break;
    time = at;
    const candidate = new Candidate(envelopeOf(record), rules);
    const blob = rules.blobOf(candidate.envelope);
    if (blob !== undefined) await fetchBlob(node, holders, blob);
    entries.push(record.bytes);
    batch.push(candidate);
  }
  const prepared = await node.prepare(batch, time ?? 0, CUT);
  for (const [i, done] of prepared.executed.entries()) {
    if (done.kind !== "entry" || !equalBytes(done.bytes, entries[i] ?? NONE)) {
      throw new NodeDiverged(`entry ${from + i} executed anew is another than the others'`);
    }
  }
  await node.commit(prepared);
  node.reread(prepared);
}
