import { z } from "zod";
import { isPlantEnergy } from "@/lib/identifiers/energy-types";
import { isProvince } from "@/lib/identifiers/provinces";
import { checkUscc } from "@/lib/identifiers/uscc";
import { parseThousandths } from "@/lib/units/energy";
import { isMonth } from "@/lib/units/interval";
import { CHOICES, documentsFor, FORM_FIELDS, type FormField } from "./form-fields";
import type { RegistryKind } from "./kinds";

// One schema for the form and for the action that takes it: messages are codes, told in words where they are shown.

function textSchema(field: FormField): z.ZodType<string, string> {
  const text = z.string().max(field.input === "path" ? 5_000 : 200, "text");
  if (field.optional) return text;
  return text.min(1, "empty").superRefine((value, context) => {
    const code = value === "" ? undefined : flawOf(field, value);
    if (code !== undefined) context.addIssue({ code: "custom", message: code });
  });
}

/** Why a value cannot stand in a field, as a code of the files' refusals; undefined when it can. */
export function flawOf(field: FormField, value: string): string | undefined {
  switch (field.input) {
    case "uscc": {
      const verdict = checkUscc(value);
      return verdict.ok ? undefined : `uscc-${verdict.code}`;
    }
    case "month":
      return isMonth(value) ? undefined : "date";
    case "province":
      return isProvince(value) ? undefined : "province";
    case "energy":
      return isPlantEnergy(value) ? undefined : "range";
    case "choice":
      return CHOICES[field.words].includes(value) ? undefined : "range";
    case "number":
      return numberFlaw(field.name, value);
    default:
      return field.name === "id" && !/^[\x20-\x7e]+$/.test(value) ? "id" : undefined;
  }
}

function numberFlaw(name: string, value: string): string | undefined {
  if (name === "lat" || name === "lon") return /^-?\d{1,3}(\.\d{1,6})?$/.test(value) ? undefined : "number";
  if (name.endsWith("_price")) {
    const parsed = parseThousandths(value);
    return parsed.ok ? undefined : parsed.code === "negative" ? "number" : parsed.code;
  }
  if (!/^[0-9]+$/.test(value)) return "integer";
  if (name === "loss_ppm") return Number(value) < 1_000_000 ? undefined : "range";
  return Number.isSafeInteger(Number(value)) ? undefined : "range";
}

/** The fields of one row, by the file's columns. */
export function rowSchema(kind: RegistryKind): z.ZodType<Record<string, string>, Record<string, string>> {
  return z.object(Object.fromEntries(FORM_FIELDS[kind].map((field) => [field.name, textSchema(field)])));
}

/** A public key its holder keeps the other half of, and what that half signed. */
export const givenKeySchema = z.object({
  alg: z.enum(["p256", "sm2"]),
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
  proof: z.string().regex(/^[0-9a-f]{128}$/),
});
export type GivenKey = z.infer<typeof givenKeySchema>;

export const extraSchema = z.object({
  /** Who keeps the key: nobody has one, the gateway a new one, or the participant its own. */
  ownerKeys: z.union([z.enum(["none", "p256"]), givenKeySchema]).default("none"),
  documents: z.array(z.string().max(40)).max(20).default([]),
});
export type RegistrationExtra = z.infer<typeof extraSchema>;

/** Papers that have not been ticked. */
export function missingDocuments(kind: string, seen: readonly string[]): string[] {
  return documentsFor(kind).filter((name) => !seen.includes(name));
}
