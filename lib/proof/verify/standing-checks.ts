import { equalBytes } from "@/lib/crypto/bytes";
import { quorum, type Roster } from "@/lib/market/members/roster";
import { attestationAge, type CertificateStatus, readCertificateStatus } from "@/lib/market/members/status";
import type { Passed, State } from "./checks";
import { quantity } from "./evidence";
import { checkpoint, rosterInForce } from "./ledger-checks";
import { insist, Mismatch } from "./mismatch";
import type { StatusFigure } from "./verdict";

type Standing = CertificateStatus["status"];

interface Attested {
  readonly time: number;
  readonly standing: Standing;
}

/** `status`: a quorum of members attests, each with its own clock, how the certificate stands. */
export async function checkStatus(state: State): Promise<Passed> {
  const roster = rosterInForce(state);
  const needed = quorum(roster.members.length);
  const attested = await newestByMember(state, roster);
  if (attested.length < needed) {
    const reason = `${attested.length} members attest, ${needed} are needed`;
    throw new Mismatch("too-few-attestations", reason, { needed }, null);
  }
  const standing = agreed(attested, needed);
  // The age is that of what the quorum says: who says something else lends it no freshness.
  const times = attested.filter((one) => one.standing === standing).map((one) => one.time);
  const { age, asOf } = attestationAge(times, roster.members.length, state.now);
  const isKnown = age === "now" || age === "today" || standing === "revoked" || standing === "superseded";
  state.standing = { standing: isKnown ? standing : "unknown", age, asOf };
  return passed(state.standing, standing, times.length);
}

/** What each member said last of this certificate, from this tree or a later one. */
async function newestByMember(state: State, roster: Roster): Promise<Attested[]> {
  const { size } = checkpoint(state);
  const byMember = new Map<string, Attested>();
  for (const note of state.bundle.attestations.status) {
    const read = await readCertificateStatus(note, roster);
    insist(read.ok, "attestation", "an attestation is not a member's");
    const { value } = read;
    const standing = standingOf(state, value);
    const known = byMember.get(value.member);
    if (value.size >= size && (known === undefined || known.time < value.time)) {
      byMember.set(value.member, { time: value.time, standing });
    }
  }
  return [...byMember.values()];
}

/** What an attestation says of this entry: one about a later version says that this one is superseded. */
function standingOf(state: State, said: CertificateStatus): Standing {
  const { bundle, evidence } = state;
  const { size, root } = checkpoint(state);
  const version = quantity(evidence.certificate().payload.version, "version");
  insist(said.code === bundle.code, "attestation", "an attestation is about another certificate");
  const fork = said.size === size && !equalBytes(said.root, root);
  insist(!fork, "attestation", "a member attests from another log");
  if (said.version > version && said.index > bundle.certificate) return "superseded";
  const same = said.index === bundle.certificate && said.version === version;
  insist(same, "attestation", "an attestation is about another version");
  return said.status;
}

/** The one standing that a quorum says. Members that differ show a failure unless a quorum is of one mind. */
function agreed(attested: readonly Attested[], needed: number): Standing {
  for (const standing of ["valid", "superseded", "revoked", "disputed"] as const) {
    if (attested.filter((one) => one.standing === standing).length >= needed) return standing;
  }
  throw new Mismatch("attestation", "the members attest different standings");
}

function passed({ age, asOf = 0 }: StatusFigure, standing: Standing, members: number): Passed {
  const detail = { members, asOf, standing };
  if (age === "stale") throw new Mismatch("stale", "the attestations are older than a day", detail, null);
  if (age === "clock")
    throw new Mismatch("clock", "this device's clock and the members' disagree", detail, null);
  return { reason: `${members} members attest: ${standing}`, detail };
}
