/** Rule 6: the members hold the same log. One whose own does not lead to what the others hold is named. */
import type { Finding } from "./finding";

export interface MemberOf {
  readonly name: string;
  readonly height: number;
  readonly root: string;
  readonly state: "agreeing" | "lagging" | "diverged" | "down";
  readonly reason?: string;
}

/** A member that is merely behind or not reachable is none: it comes back by itself, and the ledger's page shows it. */
export function divergedMembers(members: readonly MemberOf[]): Finding[] {
  const others = members
    .filter(({ state }) => state === "agreeing")
    .map(({ name, height, root }) => ({ name, height, root }));
  return members
    .filter(({ state }) => state === "diverged")
    .map(({ name, height, root, reason = "" }) => ({
      ...{ rule: "member-diverged", object: name, period: "", month: "", provinces: [], severity: "high" },
      evidence: { kind: "member-diverged", member: name, height, root, others, reason },
    }));
}
