import { quorum } from "@/lib/market/members/roster";
import type { State } from "./checks";
import { fields, type ReadEntry } from "./evidence";
import type { RegisteredKey } from "./keys";
import { insist } from "./mismatch";

/** Types that the exchange signs, whoever else does. */
const exchanges: ReadonlySet<string> = new Set([
  "settlement.freeze",
  "settlement.settle",
  "settlement.trace",
  "certificate.issue",
  "channel.register",
  "plant.register",
]);
const quorumRoles: ReadonlySet<unknown> = new Set(["exchange", "grid", "regulator"]);
const keyTypes: ReadonlySet<string> = new Set(["participant.endorse-key", "participant.rotate-key"]);

/** Whoever must sign an entry in the open did (COMMANDS.md); consumers and retailers sign sealed, the members saw who. */
export function insistSigners(state: State, entry: ReadEntry, signed: readonly RegisteredKey[]): void {
  const wanted = missingSigner(state, entry, signed);
  const reason = `entry ${entry.index} lacks the signature of ${wanted}`;
  insist(wanted === undefined, "key-unknown", reason, { entry: entry.index });
}

function missingSigner(
  state: State,
  { type, payload }: ReadEntry,
  signed: readonly RegisteredKey[],
): string | undefined {
  const byExchange = signed.some(({ role }) => role === "exchange");
  const by = (participant: unknown) => signed.some((key) => key.participant === participant);
  const byGrid = (grid: unknown) => signed.some((key) => key.role === "grid" && key.participant === grid);
  const byMembers = hasQuorum(state, signed);
  const records = Array.isArray(payload.records) ? payload.records.map((one) => fields(one, "record")) : [];
  if (exchanges.has(type)) return byExchange ? undefined : "the exchange";
  if (type === "metering.anchor-day") return byGrid(payload.grid) ? undefined : "the grid company";
  if (type === "meter.register")
    return records.every(({ grid }) => byGrid(grid)) ? undefined : "the grid company";
  if (type === "genesis") return byMembers ? undefined : "the members";
  if (type === "participant.register") {
    const enough = records.every(({ role }) => (quorumRoles.has(role) ? byMembers : byExchange));
    return enough ? undefined : "those who admit participants";
  }
  if (keyTypes.has(type)) {
    return byExchange || byMembers || by(payload.participant) ? undefined : "those who endorse keys";
  }
  if (type === "contract.record") {
    // Other records of the batch rest on plants that the bundle does not show.
    const owners = records.flatMap(
      ({ plant }) => state.evidence.find("plant.register", String(plant))?.record.owner ?? [],
    );
    const enough = byExchange || owners.every(by);
    return enough ? undefined : "the plant's owner";
  }
  return undefined;
}

function hasQuorum({ bundle }: State, signed: readonly RegisteredKey[]): boolean {
  const members = new Set(signed.flatMap(({ role, participant }) => (role === "member" ? participant : [])));
  return members.size >= quorum(bundle.rosters[0]?.members.length ?? 0);
}
