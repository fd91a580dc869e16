/** After a start, a fault or a rebuild: the members brought to one head again, or shown as what they are. */
import { equalBytes, toHex } from "@/lib/crypto/bytes";
import { Candidate } from "../node/candidate";
import type { Head } from "../node/layout";
import { rootAt } from "../node/log-tree";
import { type MemberNode, NodeDiverged } from "../node/node";
import { envelopeOf, readEntry } from "../node/record";
import type { Rules } from "../node/rules";
import { fetchBlob } from "./blobs";
import type { Council, Seat } from "./council";

/** Entries replayed at a time. */
const CHUNK = 200;

interface Reachable {
  readonly seat: Seat;
  readonly node: MemberNode;
}

/**
 * Takes the longest log that a quorum can extend its own to by executing it, and brings those behind to its end.
 * Nothing a member stored is ever taken back: a batch that only some had stored when the disk or the process failed
 * was agreed on before anybody stored it, and is finished here. Diverged seats are left alone.
 */
export async function reconcile(council: Council, rules: Rules): Promise<void> {
  for (let tried: Reachable[] = reachable(council); tried.length > 0; ) {
    const longest = tried.reduce((best, at) => (at.node.head.size > best.node.head.size ? at : best));
    const together: Reachable[] = [];
    const behind: { at: Reachable; error: unknown }[] = [];
    for (const at of tried) {
      try {
        await catchUp(at.node, longest.node, rules, tried);
        together.push(at);
      } catch (error) {
        behind.push({ at, error });
      }
    }
    if (together.length >= council.quorum || tried.length < council.quorum) {
      for (const { seat } of together) agree(seat);
      for (const { at, error } of behind) council.exclude(at.seat, error);
      return;
    }
    // Most cannot follow the longest log: it is the odd one.
    council.exclude(
      longest.seat,
      new NodeDiverged(`a log of ${longest.node.head.size} others cannot follow`),
    );
    tried = tried.filter((at) => at !== longest);
  }
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
  const there = toHex(rootAt(source.tiles, size));
  if (there !== root) throw new NodeDiverged(`root ${root} at ${size} where others have ${there}`);
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
    const record = source.record(index);
    const at = readEntry(record.bytes).time;
    if (time !== undefined && at !== time) break;
    time = at;
    const candidate = new Candidate(envelopeOf(record), rules);
    const blob = rules.blobOf(candidate.envelope);
    if (blob !== undefined) await fetchBlob(node, holders, blob);
    entries.push(record.bytes);
    batch.push(candidate);
  }
  const prepared = await node.prepare(batch, time ?? 0);
  for (const [i, bytes] of entries.entries()) {
    const done = prepared.executed[i];
    if (done?.kind !== "entry" || !equalBytes(done.bytes, bytes)) {
      throw new NodeDiverged(`entry ${from + i} executed anew is another than the others'`);
    }
  }
  await node.commit(prepared);
  node.reread(prepared);
}
