/**
 * Expected refusals, as values. A command that breaks a rule is answered with one of these codes; nothing is
 * thrown for it. COMMANDS.md lists which type refuses with which code.
 */
export const REFUSALS = {
  // The envelope itself (command.ts, authenticate.ts)
  size: "larger than the limits allow",
  json: "not JSON of protocol §1",
  fields: "a member is unknown, missing or of another kind",
  signature: "a signature does not verify",
  opening: "an opening does not match its commitment",
  possession: "a new key did not prove that its holder has it",
  held: "a holder's receipt does not verify or too few hold the blob",
  // Every command (execute.ts)
  version: "command format other than 1",
  market: "made for another market",
  type: "no such command here",
  expired: "notAfter has passed",
  "too-far": "notAfter lies more than 24 hours ahead",
  signers: "a signer stands twice",
  "signer-unknown": "no such key",
  "key-inactive": "the key is not in force at this entry",
  suspended: "the participant is suspended",
  nonce: "this signer used the nonce before",
  "signer-form": "a consumer's or retailer's key must be sealed, any other's must not",
  payload: "a value has another form than its type asks for",
  sealed: "the sealed fields are not exactly those of the type",
  "entry-size": "the entry would exceed 60,000 bytes",
  // Who must sign
  "signer-missing": "somebody who must sign has not",
  quorum: "fewer members signed than a quorum",
  "on-behalf": "onBehalfOf must name exactly the parties without a key",
  "has-key": "the participant has a key and signs itself",
  "two-person": "two distinct keys of the exchange must sign",
  role: "the participant has another role than this needs",
  // Registry and contracts
  unknown: "names something that is not registered",
  duplicate: "is registered already",
  code: "the trace code does not say what the record says",
  sequence: "the trace code's sequence is not the counter's next",
  id: "not a well-formed identifier",
  province: "does not lie in the province it names",
  range: "outside the range allowed",
  path: "the channels do not lead from the plant to the unit",
  roster: "not a roster",
  state: "already is what the command would make it",
  frozen: "the month is frozen",
  // Metering
  blob: "the day blob is not well-formed or is not the one named",
  root: "the root is not that of the readings",
  count: "the count is not that of what was named",
  date: "no such day or month",
  "above-capacity": "a reading above the plant's capacity",
  night: "photovoltaics above zero at night",
  "day-taken": "the meter's day is anchored already",
  "day-missing": "a day of the month is not anchored",
  closed: "the meter's month is closed",
  "mechanism-stated": "mechanism energy was stated already",
  // Settlement
  "not-closed": "a meter of the month is open",
  "not-frozen": "the month is not frozen",
  "not-settled": "a plant of the month is not settled",
  "not-traced": "a plant of the month is not traced",
  "not-finished": "the month is not finished",
  stage: "the month is past this step, or not yet there",
  "settle-version": "the version is not the month's",
  "already-settled": "the plant-month is settled already",
  "already-traced": "the plant-month is traced already",
  // Certificates
  "already-issued": "the unit's month has a certificate",
  "nothing-settled": "no settled kilowatt-hour to certify",
  holder: "the holder is not the unit's owner",
  totals: "the totals are not those of the lines",
  level: "a disclosure level cannot be taken back",
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** `field` is the payload's or sealed field's name; `record` the number of the record in a batch, from 0. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly field?: string;
  readonly record?: number;
  readonly reason: string;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}
export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}
/** What a rule answers: a value, or why not. */
export type Verdict<T> = Accepted<T> | Refused;

/** The outcome of a rule that found nothing to object to. */
export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

/** A refusal with the code's own sentence unless a better one is given. */
export function refuse(
  code: RefusalCode,
  at: { readonly field?: string; readonly record?: number; readonly reason?: string } = {},
): Refused {
  const refusal: { code: RefusalCode; field?: string; record?: number; reason: string } = {
    code,
    reason: at.reason ?? REFUSALS[code],
  };
  if (at.field !== undefined) refusal.field = at.field;
  if (at.record !== undefined) refusal.record = at.record;
  return { ok: false, refusal };
}

/** The checks one after the other, up to the first that refuses. */
export function inTurn(...checks: readonly (() => Verdict<unknown>)[]): Verdict<undefined> {
  for (const check of checks) {
    const verdict = check();
    if (!verdict.ok) return verdict;
  }
  return accept(undefined);
}

/** Each record of a batch in turn; a refusal carries the record's number. */
export function forEachRecord<R>(
  records: readonly R[],
  check: (record: R, number: number) => Verdict<unknown>,
): Verdict<undefined> {
  for (const [i, record] of records.entries()) {
    const verdict = check(record, i);
    if (!verdict.ok) return { ok: false, refusal: { record: i, ...verdict.refusal } };
  }
  return accept(undefined);
}
