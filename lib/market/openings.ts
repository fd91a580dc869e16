import type { Json } from "@/lib/crypto/canonical";
import type { Envelope } from "@/lib/market/command";
import { isSealedSigner, signatureField, signerField } from "@/lib/market/entry";
import { accept, refuse, type Verdict } from "@/lib/market/refusal";
import type { SealedFields } from "@/lib/market/rule";

/**
 * Whether there is exactly one opening for every commitment: the sealed fields', and two for each sealed signer
 * (its key id, and the salt under which the entry hides its signature). Costs no hash.
 */
export function checkOpeningNames({ command, openings }: Envelope): Verdict<undefined> {
  const wanted = new Set(Object.keys(command.sealed));
  for (const [i, signer] of command.signers.entries()) {
    if (!isSealedSigner(signer)) continue;
    for (const field of [signerField(i), signatureField(i)]) {
      if (wanted.has(field)) return refuse("sealed", { field });
      wanted.add(field);
    }
  }
  for (const field of wanted) {
    if (!Object.hasOwn(openings, field)) return refuse("opening", { field, reason: "sealed but not opened" });
  }
  for (const field of Object.keys(openings)) {
    if (!wanted.has(field)) return refuse("opening", { field, reason: "opened but not sealed" });
  }
  return accept(undefined);
}

/** Whether the command seals exactly the fields its rule asks for, each with a value of the right form. */
export function checkSealed(envelope: Envelope, fields: SealedFields): Verdict<undefined> {
  const { sealed } = envelope.command;
  for (const field of Object.keys(sealed)) {
    if (!fields.has(field)) return refuse("sealed", { ...placeOf(field), reason: "not sealed in this type" });
  }
  for (const [field, { schema, optional }] of fields) {
    if (!Object.hasOwn(sealed, field)) {
      if (optional) continue;
      return refuse("sealed", { ...placeOf(field), reason: "has to be sealed" });
    }
    const parsed = schema.safeParse(openedValue(envelope, field));
    if (!parsed.success) {
      return refuse("payload", { ...placeOf(field), reason: parsed.error.issues[0]?.message ?? "malformed" });
    }
  }
  return accept(undefined);
}

/** The value of an opening by its field's name, undefined where there is none. */
export function openedValue({ openings }: Envelope, field: string): Json | undefined {
  return Object.hasOwn(openings, field) ? openings[field]?.[1] : undefined;
}

/** `records/<i>/<field>` as a refusal names it. */
function placeOf(field: string): { field: string; record?: number } {
  const parts = /^records\/(0|[1-9][0-9]{0,3})\/(.+)$/.exec(field);
  const [, record, name] = parts ?? [];
  return record !== undefined && name !== undefined ? { field: name, record: Number(record) } : { field };
}
