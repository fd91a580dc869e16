import { z } from "zod";
import type { Json } from "@/lib/crypto/canonical";
import { isPrefix } from "@/lib/identifiers/handle";
import { claimId, registrationMonths, takeCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import { integer } from "@/lib/market/fields";
import { memberKeyId, parseRoster, type Roster } from "@/lib/market/members/roster";
import { addKey, newKeyId } from "@/lib/market/participants/keys";
import { participantCode } from "@/lib/market/participants/model";
import { founder } from "@/lib/market/participants/schema";
import { accept, forEachRecord, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { type BroughtKey, defineRule, type Rule } from "@/lib/market/rule";
import { indexId, memberKeys, memberNames, participants, rosters, writeMarket } from "@/lib/market/state";

const payload = z.strictObject({
  origin: z.string(),
  prefix: z.string().refine(isPrefix, "not three dotted parts"),
  rules: z.literal("1"),
  /** Its form is parseRoster's to judge. */
  roster: z.custom<Json>((value) => value !== undefined),
  twoPersonKwh: integer.optional(),
  participants: z.array(founder).length(3),
});
type Payload = z.infer<typeof payload>;
type Founder = Payload["participants"][number];

function rosterOf({ roster, origin }: Payload): Verdict<Roster> {
  const parsed = parseRoster(roster);
  if (!parsed.ok) return refuse("roster", { field: "roster", reason: `not a roster: ${parsed.code}` });
  if (parsed.roster.origin !== origin || parsed.roster.from !== 0) {
    return refuse("roster", { field: "roster", reason: "is not this market's from its beginning" });
  }
  return accept(parsed.roster);
}

/** Every first key and every member signs, and nobody else: that proves possession of them all. */
function requireFounders(context: Context, payload: Payload, roster: Roster): Verdict<undefined> {
  const wanted = new Set([
    ...payload.participants.map(({ key }) => newKeyId(key)),
    ...roster.members.map(memberKeyId),
  ]);
  const { signers } = context.command;
  if (new Set(signers).size !== signers.length) return refuse("signers");
  for (const signer of signers) if (!wanted.has(signer)) return refuse("signer-unknown");
  return signers.length === wanted.size ? accept(undefined) : refuse("signer-missing");
}

function requireRoles({ participants }: Payload): Verdict<undefined> {
  const roles = new Set(participants.map(({ role }) => role));
  if (roles.size === participants.length) return accept(undefined);
  return refuse("role", { field: "participants", reason: "one exchange, one grid company, one regulator" });
}

function addFounder(context: Context, { key, ...founder }: Founder, record: number): Verdict<undefined> {
  const wanted = participantCode(founder.province, registrationMonths(context.time));
  participants.put(context.state, [founder.code], { ...founder, status: "active", entry: 0, record });
  return inTurn(
    () => takeCode(context, founder.code, wanted, { field: "code" }),
    () => claimId(context, "E", founder.id, founder.code, { field: "id" }),
    () => addKey(context, founder.code, key, { record }),
  );
}

function writeRoster(context: Context, roster: Roster): void {
  rosters.put(context.state, [indexId(roster.from)], roster);
  for (const member of roster.members) {
    const keyId = memberKeyId(member);
    memberKeys.put(context.state, [keyId], { member: member.name, publicKey: member.cosignKey });
    memberNames.put(context.state, [member.name], { keyId });
  }
}

function found(context: Context, payload: Payload): Verdict<Record<string, never>> {
  const { origin, prefix, rules, twoPersonKwh } = payload;
  if (origin !== context.command.market) return refuse("market", { field: "origin" });
  const roster = rosterOf(payload);
  if (!roster.ok) return roster;
  writeMarket(context.state, { origin, prefix, rules, twoPersonKwh });
  const done = inTurn(
    () => requireRoles(payload),
    () => requireFounders(context, payload, roster.value),
    () => accept(writeRoster(context, roster.value)),
    () => forEachRecord(payload.participants, (founder, i) => addFounder(context, founder, i)),
  );
  return done.ok ? accept({}) : done;
}

/** What genesis is signed with: nothing is registered before it. */
function broughtKeys({ participants, roster }: Payload): BroughtKey[] {
  const parsed = parseRoster(roster);
  const members = parsed.ok ? parsed.roster.members : [];
  return [
    ...participants.map(({ key }) => key),
    ...members.map(({ cosignKey }) => ({ alg: "ed25519" as const, publicKey: cosignKey })),
  ];
}

export const genesisRules: readonly Rule[] = [
  defineRule<Payload>({ type: "genesis", payload, broughtKeys, apply: found }),
];
