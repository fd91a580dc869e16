import { quorum, rosterFor } from "@/lib/market/members/roster";
import { attestationAge, readCertificateStatus } from "@/lib/market/members/status";
import type { Passed, State } from "./checks";
import { insist, Mismatch, need } from "./mismatch";
import type { StatusFigure } from "./verdict";

interface Attested {
  readonly member: string;
  readonly time: number;
  readonly standing: "valid" | "superseded" | "revoked" | "disputed";
}

/** `status`: a quorum of members attests, each with its own clock, how the certificate stands. */
export async function checkStatus(state: State): Promise<Passed> {
  const { bundle, checkpoint, now, evidence } = state;
  const size = checkpoint?.size ?? 0;
  const roster = need(rosterFor(bundle.rosters, size), "no roster for this size");
  const needed = quorum(roster.members.length);
  const byMember = new Map<string, Attested>();
  for (const note of bundle.attestations.status) {
    const read = await readCertificateStatus(note, roster);
    insist(read.ok, "attestation", "an attestation is not a member's");
    const { code, version, status, index, time, member } = read.value;
    insist(code === bundle.code, "attestation", "an attestation is about another certificate");
    insist(
      index === bundle.certificate && version === evidence.certificate().payload.version,
      "attestation",
      "an attestation is about another version",
    );
    if (read.value.size >= size) byMember.set(member, { member, time, standing: status });
  }
  const attested = [...byMember.values()];
  if (attested.length < needed) {
    throw new Mismatch(
      "too-few-attestations",
      `${attested.length} members attest, ${needed} are needed`,
      { needed },
      null,
    );
  }
  const standing = agreed(attested, needed);
  const { age, asOf } = attestationAge(
    attested.map((one) => one.time),
    roster.members.length,
    now,
  );
  state.standing = { standing, age, asOf };
  return passed(state.standing, attested.length);
}

/** What a quorum says; where members differ, the least favourable that any of them says is shown as a failure. */
function agreed(attested: readonly Attested[], needed: number): Attested["standing"] {
  for (const standing of ["valid", "superseded", "revoked", "disputed"] as const) {
    if (attested.filter((one) => one.standing === standing).length >= needed) return standing;
  }
  throw new Mismatch("attestation", "the members attest different standings");
}

function passed(status: StatusFigure, members: number): Passed {
  const detail = { members, asOf: status.asOf ?? 0, standing: status.standing };
  if (status.age === "stale")
    throw new Mismatch("stale", "the attestations are older than a day", detail, null);
  if (status.age === "clock")
    throw new Mismatch("clock", "this device's clock and the members' disagree", detail, null);
  return { reason: `${members} members attest: ${status.standing}`, detail };
}
