import "server-only";
import type { Prepared } from "@/components/device/to-sign";
import type { CheckAnswer, FieldFlaw } from "@/components/registry/actions";
import { isRegistryKind, type RegistryKind } from "@/components/registry/kinds";
import { extraSchema, missingDocuments, rowSchema } from "@/components/registry/schema";
import type { Viewer } from "@/lib/auth/viewer";
import { isProvince } from "@/lib/identifiers/provinces";
import { checkByHand, draftByHand, type HandRow } from "@/lib/jobs/import/registrations/by-hand";
import { nextParticipantCode } from "@/lib/jobs/import/registrations/participants";
import { keepAdmission } from "@/lib/store/queries/admissions";
import { deskFor } from "../desk";
import { store } from "../market";
import { orUnavailable, prepareFor } from "../signing";
import { contractWarnings } from "./warnings";

const MOST_ROWS = 60;

interface Wish {
  readonly kind: RegistryKind;
  readonly rows: readonly HandRow[];
}

/** Untrusted: what a form sent, by the form's own schema. */
function parsed(kind: string, rows: unknown): Wish | readonly FieldFlaw[] {
  if (!isRegistryKind(kind) || !Array.isArray(rows) || rows.length === 0 || rows.length > MOST_ROWS) {
    return [{ row: 0, field: "", code: "range" }];
  }
  const schema = rowSchema(kind);
  const read = rows.map((row: unknown) => schema.safeParse(row));
  const flaws = read.flatMap(({ error }, row) =>
    (error?.issues ?? []).map(({ path, message }) => ({ row, field: String(path[0] ?? ""), code: message })),
  );
  return flaws.length > 0 ? flaws : { kind, rows: read.map(({ data }) => data ?? {}) };
}

function isFlawed(wish: Wish | readonly FieldFlaw[]): wish is readonly FieldFlaw[] {
  return Array.isArray(wish);
}

/** What the market would say to these rows, field by field, and what a person should know before signing. */
export async function checkFor(person: Viewer, kind: string, rows: unknown): Promise<CheckAnswer> {
  const wish = parsed(kind, rows);
  if (isFlawed(wish)) return { ok: false, flaws: wish };
  const flaws = await checkByHand(await deskFor(person), wish.kind, wish.rows);
  if (flaws.length > 0) {
    return { ok: false, flaws: flaws.map(({ line, field, code }) => ({ row: line, field, code })) };
  }
  const warnings = wish.kind === "contracts" ? await contractWarnings(wish.rows) : {};
  return { ok: true, warnings: Object.keys(warnings) };
}

/** The command that registers the rows, for this person's device to sign. */
export async function registerFor(
  person: Viewer,
  keyId: string,
  kind: string,
  rows: unknown,
  extra: unknown,
): Promise<Prepared> {
  const wish = parsed(kind, rows);
  const more = extraSchema.safeParse(extra ?? {});
  if (isFlawed(wish) || !more.success) return refused("payload", "a field is not as it should be");
  const { ownerKeys, documents } = more.data;
  const [first = {}] = wish.rows;
  if (wish.kind === "participants" && missingDocuments(first.kind ?? "", documents).length > 0) {
    return refused("documents", "papers have not been looked at");
  }
  return orUnavailable(async () => {
    const made = await draftByHand(await deskFor(person), wish.kind, wish.rows, ownerKeys);
    if (!made.ok) return refused(made.flaws[0]?.code ?? "payload", made.flaws[0]?.reason ?? "");
    const prepared = await prepareFor(person, keyId, [made.draft]);
    if (prepared.ok && wish.kind === "participants") {
      const code = codeIn(made.draft.payload);
      const seen = { id: first.id ?? "", documents, who: person.name || person.email };
      await keepAdmission(await store(), code, { ...seen, at: Math.floor(Date.now() / 1000) });
    }
    return prepared;
  });
}

/** `lvji/key/v1\n<market>\n<code>\n` with the code the next one admitted in the province gets; empty for no province. */
export async function toProve(person: Viewer, province: string): Promise<string> {
  if (!isProvince(province)) return "";
  const desk = await deskFor(person);
  return `lvji/key/v1\n${desk.market}\n${await nextParticipantCode(desk, province)}\n`;
}

function codeIn(payload: unknown): string {
  return /"code":"([0-9A-Z]{32})"/.exec(JSON.stringify(payload))?.[1] ?? "";
}

function refused(
  code: string,
  reason: string,
): { readonly ok: false; readonly refusal: { code: string; reason: string } } {
  return { ok: false, refusal: { code, reason } };
}
