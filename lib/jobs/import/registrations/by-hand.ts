/** A few rows registered by a person: checked as a file's rows are, one command for its device to sign. */
import type { SigningKey } from "@/lib/gateway/author";
import type { Desk } from "@/lib/gateway/desk";
import type { PersonDraft } from "@/lib/gateway/signing";
import type { Refused } from "@/lib/jobs/csv/flaws";
import { template } from "@/lib/jobs/csv/forms";
import { Row } from "@/lib/jobs/csv/row";
import { channelForm } from "@/lib/jobs/import/registrations/channels";
import { contractForm } from "@/lib/jobs/import/registrations/contracts";
import type { Form } from "@/lib/jobs/import/registrations/form";
import { meterForm } from "@/lib/jobs/import/registrations/meters";
import { type OwnerKeys, participantForm } from "@/lib/jobs/import/registrations/participants";
import { plantForm } from "@/lib/jobs/import/registrations/plants";
import { unitForm } from "@/lib/jobs/import/registrations/units";
import { Registry } from "@/lib/jobs/import/registry";

export type HandForm = "participants" | "plants" | "units" | "meters" | "channels" | "contracts";

/** Fields by the names of the files' columns; those left out are empty. */
export type HandRow = Readonly<Record<string, string>>;

/** `line` of a flaw counts the rows from 0. */
export type ByHand =
  | { readonly ok: true; readonly draft: PersonDraft; undo?(): void }
  | { readonly ok: false; readonly flaws: readonly Refused[] };

/** Every flaw of every row; none when they could be registered together. */
export function checkByHand(desk: Desk, name: HandForm, rows: readonly HandRow[]): Promise<Refused[]> {
  const check: Work<Promise<Refused[]>> = async (form) => (await checked(desk, name, form, rows)).flaws;
  return withForm(name, "none", check);
}

/** The command the exchange's person will sign; whoever else must sign does so with keys kept here. */
export function draftByHand(
  desk: Desk,
  name: HandForm,
  rows: readonly HandRow[],
  ownerKeys: OwnerKeys = "none",
): Promise<ByHand> {
  const make: Work<Promise<ByHand>> = async (form) => {
    const { records, flaws } = await checked(desk, name, form, rows);
    if (flaws.length > 0) return { ok: false, flaws };
    const drafted = await form.draft(records, { ...desk, exchangeKeys: async () => [ABSENT] });
    if (!drafted.ok) {
      return { ok: false, flaws: [{ line: 0, field: form.key, code: drafted.code, reason: drafted.reason }] };
    }
    const { signers, ...draft } = drafted.draft;
    const others = signers.filter(({ keyId }) => keyId !== ABSENT.keyId);
    return { ok: true, draft: { ...draft, others }, ...(drafted.undo ? { undo: drafted.undo } : {}) };
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

type Work<T> = <R>(form: Form<R>) => T;

function withForm<T>(name: HandForm, ownerKeys: OwnerKeys, work: Work<T>): T {
  switch (name) {
    case "participants":
      return work(participantForm(ownerKeys));
    case "plants":
      return work(plantForm);
    case "units":
      return work(unitForm);
    case "meters":
      return work(meterForm);
    case "channels":
      return work(channelForm);
    case "contracts":
      return work(contractForm);
  }
}

async function checked<R>(desk: Desk, name: HandForm, form: Form<R>, rows: readonly HandRow[]) {
  const columns = template(name).split("\n", 1)[0]?.split(",") ?? [];
  const registry = new Registry(desk.ledger);
  const taken = new Set<string>();
  const records: R[] = [];
  const flaws: Refused[] = [];
  for (const [line, fields] of rows.entries()) {
    const row = new Row({ line, fields: columns.map((column) => fields[column] ?? "") }, columns);
    const record = await form.check(row, registry, desk);
    const identity = form.identity(row);
    if (taken.has(identity) || (await form.entryOf(row, registry)) !== undefined)
      row.flaw(form.key, "duplicate");
    taken.add(identity);
    flaws.push(...row.flaws);
    if (record !== undefined && row.flaws.length === 0) records.push(record);
  }
  return { records, flaws };
}
