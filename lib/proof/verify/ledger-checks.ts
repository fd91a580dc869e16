import { fromHex, toHex } from "@/lib/crypto/bytes";
import { verifyConsistency, verifyInclusion } from "@/lib/crypto/merkle/verify";
import { hashMark, pinsRoster } from "@/lib/market/certificates/qr";
import { type CheckpointCheck, checkCheckpoint } from "@/lib/market/members/checkpoint";
import { fingerprint, parseRoster, quorum, type Roster, rosterFor } from "@/lib/market/members/roster";
import type { Bundle } from "./bundle";
import { once, type Passed, type State } from "./checks";
import { checkGenesis } from "./genesis";
import { insist, Mismatch, need } from "./mismatch";
import type { Verdict } from "./verdict";

/** What the members signed, once the check of it has begun. */
export interface CheckpointFigure {
  readonly size: number;
  readonly root: Uint8Array;
  readonly quorum: number;
  readonly members: readonly {
    readonly name: string;
    readonly cosigned: boolean;
    readonly address: string;
  }[];
}

/** Fingerprint of the bundle's first roster, hex; undefined where it is no roster. */
export function firstFingerprint({ rosters }: Bundle): string | undefined {
  const parsed = parseRoster(rosters[0]);
  return parsed.ok ? toHex(fingerprint(parsed.roster)) : undefined;
}

/** Whether the caller brought something of its own to compare the roster or the tree with. */
export function isPinned({ trust }: State): boolean {
  return trust.fingerprint !== undefined || trust.t !== undefined || trust.pinned !== undefined;
}

/** Fewer hosts than a quorum: whoever runs them can make the members say anything. */
export function trustLevel({ bundle }: State): Verdict["trust"] {
  const roster = bundle.rosters.at(-1);
  const hosts = new Set((roster?.members ?? []).map((member) => hostOf(member.address)));
  return hosts.size >= quorum(roster?.members.length ?? 4) ? "consortium" : "single-operator";
}

/** Names of this machine are one host, however many there are. */
function hostOf(address: string): string {
  const host = /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(address)?.[1] ?? "";
  return /^(127\.|localhost$|\[::1\]$)/.test(host) ? "loopback" : host;
}

/** `roster`: the members are those that were pinned. A change of members would have to be in the chain. */
export function checkRoster(state: State): Passed {
  const { bundle, trust, evidence } = state;
  const parsed = parseRoster(bundle.rosters[0]);
  insist(parsed.ok, "roster-unknown", "the members' roster is malformed");
  insist(parsed.roster.origin === bundle.market, "roster-unknown", "the roster is another market's");
  insist(bundle.rosters.length === 1, "roster-chain", "a change of members is not proved");
  checkGenesis(evidence);
  const print = fingerprint(parsed.roster);
  const explicit = trust.fingerprint ?? undefined;
  const detail = { fingerprint: toHex(print) };
  if (explicit !== undefined)
    insist(toHex(print) === explicit, "roster-unknown", "not the members that were given", detail);
  if (trust.t !== undefined)
    insist(pinsRoster(trust.t, print), "roster-unknown", "not the members that the print names", detail);
  if (trust.pinned !== undefined) {
    insist(toHex(print) === trust.pinned, "roster-unknown", "not the members this device remembers", detail);
  }
  if (!isPinned(state))
    throw new Mismatch("not-pinned", "first visit: compare the fingerprint yourself", detail, null);
  return { reason: "the members are those that were pinned", detail };
}

function checkpointOf(state: State): Promise<{ roster: Roster; check: CheckpointCheck }> {
  return once(state, "checkpoint", () => readCheckpoint(state));
}

async function readCheckpoint(state: State): Promise<{ roster: Roster; check: CheckpointCheck }> {
  const rosters = state.bundle.rosters.map((roster) => {
    const parsed = parseRoster(roster);
    insist(parsed.ok, "roster-unknown", "the members' roster is malformed");
    return parsed.roster;
  });
  const claimed = Number(state.bundle.checkpoint.split("\n")[1]);
  const roster = need(
    rosterFor(rosters, Number.isSafeInteger(claimed) ? claimed : 0),
    "no roster for this size",
  );
  return { roster, check: await checkCheckpoint(state.bundle.checkpoint, roster) };
}

/** `log-signature`: a member signed this size and root as the log's. */
export async function checkLogSignature(state: State): Promise<Passed> {
  const { check } = await checkpointOf(state);
  if (!check.ok && check.code !== "quorum")
    throw new Mismatch("note", `the signed tree head does not hold: ${check.code}`);
  const signed = check.logSigned.length;
  insist(signed > 0, "log-key", "no member signed the tree head as the log's");
  return { reason: `${signed} members signed the tree head`, detail: { signed } };
}

/** `cosignatures`: a quorum of members vouches that this tree extends all they signed before. */
export async function checkCosignatures(state: State): Promise<Passed> {
  const { roster, check } = await checkpointOf(state);
  const needed = quorum(roster.members.length);
  if (!check.ok) {
    const code = check.code === "quorum" ? "quorum" : "note";
    throw new Mismatch(code, `fewer than ${needed} members cosigned`, { needed });
  }
  const cosigned = new Set(check.cosigned);
  state.checkpoint = {
    size: check.size,
    root: check.root,
    quorum: needed,
    members: roster.members.map(({ name, address }) => ({ name, address, cosigned: cosigned.has(name) })),
  };
  const detail = { cosigned: cosigned.size, members: roster.members.length, needed, size: check.size };
  return { reason: `${cosigned.size} of ${roster.members.length} members cosigned`, detail };
}

/** The members that sign for the bundle's tree; a failed check where there is no cosigned tree. */
export function rosterInForce(state: State): Roster {
  return need(rosterFor(state.bundle.rosters, checkpoint(state).size), "no roster for this size");
}

/** The tree head the quorum check accepted; a failed check where it accepted none. */
export function checkpoint(state: State): CheckpointFigure {
  if (state.checkpoint) return state.checkpoint;
  throw new Mismatch("quorum", "there is no cosigned tree head to check against");
}

/** `consistency`: today's log still holds everything of the one this device saw before. */
export function checkConsistency(state: State): Passed {
  const { size, root } = checkpoint(state);
  const { seen } = state.trust;
  if (!seen || seen.size === 0)
    throw new Mismatch("first-visit", "this device saw no earlier tree head", {}, null);
  const detail = { from: seen.size, to: size };
  if (size < seen.size) {
    // Cosigned before: a file may be as old as it likes, an answer of now may not.
    insist(!seen.asked, "fork", "the log is shorter than the one this device saw", detail);
    throw new Mismatch("first-visit", "this bundle is older than what this device saw", detail, null);
  }
  const given = state.bundle.consistency;
  const proof = seen.size === size ? [] : given?.from === seen.size ? given.proof.map(fromHex) : undefined;
  if (!proof) {
    insist(!seen.asked, "missing", "the proof from the earlier tree head was asked for and left out", detail);
    throw new Mismatch("first-visit", "no proof from the earlier tree head was asked for", detail, null);
  }
  const verdict = verifyConsistency({
    oldSize: seen.size,
    oldRoot: fromHex(seen.root),
    newSize: size,
    newRoot: root,
    proof,
  });
  insist(verdict.ok, "fork", "the log no longer holds what it held before", detail);
  return { reason: `the log of ${seen.size} entries is the beginning of this one`, detail };
}

/** `inclusion`: every entry stands in the log, at its place, under the cosigned root. */
export function checkInclusion(state: State): Passed {
  const { size, root } = checkpoint(state);
  for (const entry of state.evidence.entries.values()) {
    const verdict = verifyInclusion({
      leafHash: entry.hash,
      index: entry.index,
      size,
      proof: entry.proof,
      root,
    });
    insist(verdict.ok, "not-included", `entry ${entry.index} is not in the log`, { entry: entry.index });
  }
  const count = state.evidence.entries.size;
  return { reason: `${count} entries stand in the log of ${size}`, detail: { entries: count, size } };
}

/** `qr`: the certificate is the one asked for, and the one the print was made of. */
export function checkPrint({ evidence, bundle, trust }: State): Passed {
  const certificate = evidence.certificate();
  const named = certificate.payload.code;
  insist(named === bundle.code, "other-code", "the certificate's entry names another code");
  insist(
    trust.code === undefined || trust.code === bundle.code,
    "other-code",
    "another certificate than asked for",
  );
  if (trust.v === undefined)
    throw new Mismatch("no-print", "not bound to a print: no QR was scanned", {}, null);
  insist(
    trust.v === hashMark(certificate.hash),
    "altered",
    "the print is not of this certificate, or was altered",
  );
  return { reason: "the print is of this very certificate" };
}
