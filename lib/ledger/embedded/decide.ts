/**
 * One batch, from commands to a cosigned checkpoint: every member executes, the results are compared, those that
 * agree store, read back and sign. Before the comparison nothing is stored; before a quorum has stored, nobody signs.
 */

import { toHex } from "@/lib/crypto/bytes";
import type { SubmitResult } from "../ledger";
import { LedgerUnavailable } from "../ledger";
import type { Candidate } from "../node/candidate";
import { NodeDiverged } from "../node/node";
import type { Executed } from "../node/prepare";
import { type Ballot, difference, largestAgreement } from "./agree";
import { provideBlobs } from "./blobs";
import { type Council, isDivergence } from "./council";

/** What became of one command; an Error where the rules threw. */
export type Decision = SubmitResult | Error;

/** A batch that takes long or writes much ends there: nobody waits for all of it, and no memory holds it. */
const CUT = { ms: 300, bytes: 32_000_000 };

/**
 * Decides the batch, or as much of its beginning as has a decision in the answer, at the block time `max(previous, now)`, now in Unix seconds. Throws LedgerUnavailable: with
 * `no-quorum` nothing was stored; with `storage` it may stand, and the members have to be reconciled.
 */
export async function decide(
  council: Council,
  batch: readonly Candidate[],
  now: number,
): Promise<Decision[]> {
  const ballots = await castBallots(council, batch, now);
  const majority = largestAgreement(ballots);
  const first = majority[0];
  for (const ballot of ballots) {
    const reason = first && difference(first.prepared, ballot.prepared);
    if (reason !== undefined) council.exclude(ballot.seat, new NodeDiverged(reason));
  }
  if (!first || majority.length < council.quorum) {
    const most = `only ${majority.length} of ${council.quorum} members computed the same`;
    throw new LedgerUnavailable("no-quorum", most);
  }
  const { head, executed } = first.prepared;
  if (executed.some((done) => done.kind === "entry")) await establish(council, majority);
  return executed.map((done, i) => decisionOf(done, batch[i], head.time));
}

/**
 * Members execute one after the other: they share a processor, and memory is bounded by one at a time. How much of
 * the batch is executed is found out by the first, and then the same for all.
 */
async function castBallots(council: Council, batch: readonly Candidate[], now: number): Promise<Ballot[]> {
  const ballots: Ballot[] = [];
  for (const { seat, node } of council.voters()) {
    const first = ballots[0];
    const taken = first ? batch.slice(0, first.prepared.executed.length) : batch;
    try {
      await provideBlobs(council, node, taken);
      const time = Math.max(node.head.time, now);
      ballots.push({ seat, node, prepared: await node.prepare(taken, time, first ? undefined : CUT) });
    } catch (error) {
      council.exclude(seat, error);
    }
  }
  return ballots;
}

/** Stores on all that agree, then has all that stored read back and promise the new tree. */
async function establish(council: Council, majority: readonly Ballot[]): Promise<void> {
  const stored = await eachThatSucceeds(council, majority, ({ node, prepared }) => node.commit(prepared));
  if (stored.length < council.quorum) {
    throw new LedgerUnavailable(
      "storage",
      `${stored.length} of ${council.quorum} members could store the batch`,
    );
  }
  const promised = await eachThatSucceeds(council, stored, async ({ node, prepared }) => {
    node.reread(prepared);
    await node.promise();
  });
  if (promised.length < council.quorum) {
    throw new LedgerUnavailable(
      "storage",
      `${promised.length} of ${council.quorum} members could sign the batch`,
    );
  }
}

/** Those for which it succeeded; the others are excluded, and lag where their data is merely behind. */
async function eachThatSucceeds(
  council: Council,
  ballots: readonly Ballot[],
  act: (ballot: Ballot) => Promise<void>,
): Promise<Ballot[]> {
  const succeeded: Ballot[] = [];
  await Promise.all(
    ballots.map(async (ballot) => {
      try {
        await act(ballot);
        succeeded.push(ballot);
      } catch (error) {
        council.exclude(ballot.seat, error);
        // A disk may recover: it is tried again before the next batch. Wrong data stays wrong.
        if (!isDivergence(error)) ballot.seat.state = "down";
      }
    }),
  );
  return succeeded;
}

function decisionOf(done: Executed, candidate: Candidate | undefined, time: number): Decision {
  switch (done.kind) {
    case "entry":
      return {
        ok: true,
        receipt: { txId: candidate?.txId ?? "", index: done.index, hash: toHex(done.hash), time },
      };
    case "refusal":
      return { ok: false, refusal: done.refusal };
    case "wanting":
      return new LedgerUnavailable("blob", `nobody who can be reached holds blob ${done.blob}`);
    default:
      return new Error(`the rules failed on ${candidate?.txId ?? "a command"}: ${done.message}`);
  }
}
