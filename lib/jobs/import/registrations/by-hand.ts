/** A few rows registered by a person: checked as a file's rows are, one command for its device to sign. */
import type { SigningKey } from "@/lib/gateway/author";
import type { Desk } from "@/lib/gateway/desk";
import type { Keyring, OwnKey } from "@/lib/gateway/keyring";
import type { PersonDraft } from "@/lib/gateway/signing";
import type { Refused } from "@/lib/jobs/csv/flaws";
import { columnNames } from "@/lib/jobs/csv/forms";
import { Row } from "@/lib/jobs/csv/row";
import type { Form } from "@/lib/jobs/import/registrations/form";
import { type RegistrationName, type Work, withForm } from "@/lib/jobs/import/registrations/form-of";
import type { OwnerKeys } from "@/lib/jobs/import/registrations/participants";
import { RowChecks } from "@/lib/jobs/import/registrations/row-checks";

/** Fields by the names of the files' columns; those left out are empty. */
export type HandRow = Readonly<Record<string, string>>;

/** `line` of a flaw counts the rows from 0. */
export type ByHand =
  | { readonly ok: true; readonly draft: PersonDraft }
  | { readonly ok: false; readonly flaws: readonly Refused[] };

/** Every flaw of every row; none when they could be registered together. */
export function checkByHand(
  desk: Desk,
  name: RegistrationName,
  rows: readonly HandRow[],
): Promise<Refused[]> {
  const check: Work<Promise<Refused[]>> = async (form) => (await checked(desk, name, form, rows)).flaws;
  return withForm(name, "none", check);
}

/** The command the exchange's person will sign; whoever else must sign does so with keys kept here. */
export function draftByHand(
  desk: Desk,
  name: RegistrationName,
  rows: readonly HandRow[],
  ownerKeys: OwnerKeys = "none",
): Promise<ByHand> {
  const make: Work<Promise<ByHand>> = async (form) => {
    const { records, flaws } = await checked(desk, name, form, rows);
    if (flaws.length > 0) return { ok: false, flaws };
    const keeps: OwnKey[] = [];
    const keyring: Keyring = { ...desk.keyring, keep: (key) => void keeps.push(key) };
    const drafted = await form.draft(records, { ...desk, keyring, exchangeKeys: async () => [ABSENT] });
    if (!drafted.ok) {
      return { ok: false, flaws: [{ line: 0, field: form.key, code: drafted.code, reason: drafted.reason }] };
    }
    const { signers, ...draft } = drafted.draft;
    const others = signers.filter(({ keyId }) => keyId !== ABSENT.keyId);
    return { ok: true, draft: { ...draft, others, keeps } };
  };
  return withForm(name, ownerKeys, make);
}

/** Stands where the person's device will sign. */
const ABSENT: SigningKey = {
  keyId: "device",
  alg: "p256",
  isSealed: false,
  sign: () => Promise.reject(new Error("signed by the person's device")),
};

async function checked<R>(desk: Desk, name: RegistrationName, form: Form<R>, rows: readonly HandRow[]) {
  const columns = columnNames(name);
  const checks = new RowChecks(form, desk);
  const records: R[] = [];
  const flaws: Refused[] = [];
  for (const [line, fields] of rows.entries()) {
    const row = new Row({ line, fields: columns.map((column) => fields[column] ?? "") }, columns);
    const verdict = await checks.check(row);
    if (verdict.state === "good") records.push(verdict.record);
    flaws.push(...row.flaws);
  }
  return { records, flaws };
}
