import { type CodeFields, type CodeObject, SEQUENCE_LIMIT } from "@/lib/identifiers/code-fields";
import { formatCode, parseCode } from "@/lib/identifiers/trace-code";
import type { Context } from "@/lib/market/context";
import { accept, refuse, type Verdict } from "@/lib/market/refusal";
import { counters, imported, type StateReader, textId } from "@/lib/market/state";
import { type Month, monthAt } from "@/lib/units/interval";

const SECONDS_PER_DAY = 86_400;

/** What a code must say (domain §6), sequence aside; `months` because a submitter's clock is not the block's. */
export type WantedCode = Omit<CodeFields, "sequence" | "month"> & { readonly months: readonly Month[] };

/** The sequence the next code of a letter has: a counter per letter, from 1. */
export function nextSequence(state: StateReader, letter: CodeObject): number {
  return counters.get(state, letter)?.next ?? 1;
}

/** Months an object may be registered in: the UTC+8 month of any instant of the 24 hours before the entry. */
export function registrationMonths(time: number): Month[] {
  const now = monthAt(time);
  const before = monthAt(time - SECONDS_PER_DAY);
  return now === before ? [now] : [now, before];
}

/** Accepts a code that says exactly this with the counter's next sequence, and moves the counter on. */
export function takeCode(
  context: Pick<Context, "state">,
  given: string,
  wanted: WantedCode,
  at: { readonly field: string; readonly record?: number },
): Verdict<undefined> {
  const parsed = parseCode(given);
  if (!parsed.ok) return refuse("code", { ...at, reason: `not a trace code: ${parsed.code}` });
  const { fields } = parsed;
  const { months, ...rest } = wanted;
  if (parsed.text !== given) return refuse("code", { ...at, reason: "not as the code is written" });
  if (!months.includes(fields.month))
    return refuse("code", { ...at, reason: `month is not ${months.join(" or ")}` });
  for (const [name, value] of Object.entries(rest)) {
    const said = Object.entries(fields).find(([field]) => field === name)?.[1];
    if (said !== value) return refuse("code", { ...at, reason: `${name} is not ${value}` });
  }
  const next = nextSequence(context.state, wanted.object);
  if (fields.sequence !== next || next >= SEQUENCE_LIMIT) {
    return refuse("sequence", { ...at, reason: `sequence is not ${next}` });
  }
  counters.put(context.state, [wanted.object], { next: next + 1 });
  return accept(undefined);
}

/** The code `takeCode` would accept. RangeError where a field breaks its rule. */
export function codeFor(wanted: WantedCode, sequence: number): string {
  const { months, ...fields } = wanted;
  const [month] = months;
  if (month === undefined) throw new RangeError("a code needs a month");
  return formatCode({ ...fields, month, sequence });
}

/** An imported id names one object of its letter only. */
export function claimId(
  context: Pick<Context, "state">,
  letter: CodeObject,
  id: string,
  code: string,
  at: { readonly field: string; readonly record?: number },
): Verdict<undefined> {
  if (imported.has(context.state, letter, textId(id))) return refuse("duplicate", at);
  imported.put(context.state, [letter, textId(id)], { code });
  return accept(undefined);
}
