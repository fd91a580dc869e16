/** Results compared byte by byte: what most members computed, and where another differs. */
import { equalBytes } from "@/lib/crypto/bytes";
import type { Executed, Prepared } from "../node/prepare";
import type { Voter } from "./council";

export interface Ballot extends Voter {
  readonly prepared: Prepared;
}

/** The largest set of ballots that are alike; of two equally large, the one whose first member comes first. */
export function largestAgreement(ballots: readonly Ballot[]): readonly Ballot[] {
  const groups: Ballot[][] = [];
  for (const ballot of ballots) {
    const group = groups.find(
      ([first]) => first && difference(first.prepared, ballot.prepared) === undefined,
    );
    if (group) group.push(ballot);
    else groups.push([ballot]);
  }
  return groups.reduce<readonly Ballot[]>((best, group) => (group.length > best.length ? group : best), []);
}

/** The first thing in which `other` differs from `one`, in words; undefined where they are alike. */
export function difference(one: Prepared, other: Prepared): string | undefined {
  for (const [i, done] of one.executed.entries()) {
    const there = other.executed[i];
    if (!there || !alike(done, there))
      return `command ${i} of the batch: ${say(there)} where others have ${say(done)}`;
  }
  if (one.head.root !== other.head.root) return `root ${other.head.root} where others have ${one.head.root}`;
  if (one.head.digest !== other.head.digest) {
    return `state digest ${other.head.digest} where others have ${one.head.digest}`;
  }
  return undefined;
}

function alike(one: Executed, other: Executed): boolean {
  if (one.kind === "entry" && other.kind === "entry") {
    return one.index === other.index && equalBytes(one.bytes, other.bytes);
  }
  if (one.kind === "refusal" && other.kind === "refusal") {
    return JSON.stringify(one.refusal) === JSON.stringify(other.refusal);
  }
  if (one.kind === "wanting" && other.kind === "wanting") return one.blob === other.blob;
  return one.kind === "fault" && other.kind === "fault" && one.message === other.message;
}

function say(executed: Executed | undefined): string {
  switch (executed?.kind) {
    case "entry":
      return `entry ${executed.index} of ${executed.bytes.length} bytes`;
    case "refusal":
      return `the refusal ${executed.refusal.code}`;
    case "wanting":
      return `no blob ${executed.blob}`;
    case "fault":
      return `the fault ${executed.message}`;
    default:
      return "nothing";
  }
}
