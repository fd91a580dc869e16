import type { z } from "zod";
import type { Json } from "@/lib/crypto/canonical";
import type { SignatureAlgorithm } from "@/lib/crypto/keys";
import type { CommandType, Hex, JsonObject } from "@/lib/market/command";
import type { Context } from "@/lib/market/context";
import { accept, type Refused, refuse, type Verdict } from "@/lib/market/refusal";

/** A sealed field of a command: the form of its value, and whether it may be left out. */
export interface SealedField {
  readonly schema: z.ZodType;
  readonly optional?: boolean;
}
/** By field name, `records/<i>/<field>` in batches. */
export type SealedFields = ReadonlyMap<string, SealedField>;

/** A new key's claim that its holder has it: `proof` signs `possessionBytes`. */
export interface Possession {
  readonly participant: string;
  readonly alg: "p256" | "sm2";
  readonly publicKey: Hex;
  readonly proof: Hex;
}

/** A key a command brings itself, for its own signatures. Only genesis does. */
export interface BroughtKey {
  readonly alg: SignatureAlgorithm;
  readonly publicKey: Hex;
}

/** How a rule reads an opening before anything is verified. */
export type OpenedReader = (field: string) => Json | undefined;

/** One command type as its folder's commands.ts defines it. */
export interface RuleDefinition<P> {
  readonly type: CommandType;
  /** Strict: unknown members are refused. */
  readonly payload: z.ZodType<P>;
  /** Exactly the fields this payload seals. Absent: none. */
  sealed?(payload: P): SealedFields;
  /** Decides and writes to `context.state`; what it wrote is dropped when it refuses. */
  apply(context: Context, payload: P): Verdict<JsonObject>;
  /** After acceptance, for a row that needs the entry's own leaf hash. */
  afterEntry?(context: Context, payload: P, leafHash: Hex): void;
  /** New keys whose proofs of possession are verified beside the signatures. */
  possessions?(payload: P, opened: OpenedReader): readonly Possession[];
  /** The blob whose holders' receipts (`held`) are verified; types without one refuse receipts. */
  heldBlob?(payload: P): { readonly hash: Hex; readonly size: number };
  /** The keys the command is signed with, where no state can name them yet. */
  broughtKeys?(payload: P): readonly BroughtKey[];
}

/** A rule with a payload of its type bound in. */
export interface BoundRule {
  readonly sealed: SealedFields;
  apply(context: Context): Verdict<JsonObject>;
  afterEntry(context: Context, leafHash: Hex): void;
  possessions(opened: OpenedReader): readonly Possession[];
  readonly heldBlob: { readonly hash: Hex; readonly size: number } | undefined;
  readonly broughtKeys: readonly BroughtKey[] | undefined;
}

export interface Rule {
  readonly type: CommandType;
  /** The payload parsed; refusal `payload` names the field. */
  bind(payload: JsonObject): Verdict<BoundRule>;
}

/** A definition closed over its payload's type, so that all of them fit one registry. */
export function defineRule<P>(definition: RuleDefinition<P>): Rule {
  return {
    type: definition.type,
    bind(untrusted) {
      const parsed = definition.payload.safeParse(untrusted);
      if (!parsed.success) return refusePayload(parsed.error);
      const payload = parsed.data;
      return accept({
        sealed: definition.sealed?.(payload) ?? new Map(),
        apply: (context) => definition.apply(context, payload),
        afterEntry: (context, leafHash) => definition.afterEntry?.(context, payload, leafHash),
        possessions: (opened) => definition.possessions?.(payload, opened) ?? [],
        heldBlob: definition.heldBlob?.(payload),
        broughtKeys: definition.broughtKeys?.(payload),
      });
    },
  };
}

function refusePayload(error: z.ZodError): Refused {
  const issue = error.issues[0];
  const path = issue?.path ?? [];
  const [first, record, ...rest] = path;
  const reason = issue?.message;
  if (first === "records" && typeof record === "number") {
    return refuse("payload", { field: rest.join("/"), record, reason });
  }
  return refuse("payload", { field: path.join("/"), reason });
}

/** The sealed fields of a batch: those of each record under `records/<i>/`. */
export function sealRecords<R>(
  records: readonly R[],
  fieldsOf: (record: R) => Readonly<Record<string, SealedField>>,
): Map<string, SealedField> {
  const fields = new Map<string, SealedField>();
  for (const [i, record] of records.entries()) {
    for (const [name, field] of Object.entries(fieldsOf(record))) fields.set(recordField(i, name), field);
  }
  return fields;
}

/** The sealed fields of a command without records. */
export function sealFields(fields: Readonly<Record<string, SealedField>>): SealedFields {
  return new Map(Object.entries(fields));
}

/** Name of the opening that hides field `name` of record `record`, counted from 0. */
export function recordField(record: number, name: string): string {
  return `records/${record}/${name}`;
}

/** An opened value in its form. The form was checked before `apply`, so a mismatch is a bug and throws. */
export function openedAs<T>(context: Context, field: string, schema: z.ZodType<T>): T {
  return schema.parse(context.opened(field));
}

/** As `openedAs`, undefined where an optional field is not sealed. */
export function openedIfSealed<T>(context: Context, field: string, schema: z.ZodType<T>): T | undefined {
  const value = context.opened(field);
  return value === undefined ? undefined : schema.parse(value);
}
