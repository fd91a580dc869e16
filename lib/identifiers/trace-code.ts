/** Trace codes 唯一标识码: the 32-character suffix that names every object of the market (domain §6). */
import {
  type CodeFields,
  type FieldRefusal,
  isCodeObject,
  refusedField,
} from "@/lib/identifiers/code-fields";
import { decodeCrockford, encodeCrockford, forgiveLookAlikes } from "@/lib/identifiers/crockford";
import { checkCharacter } from "@/lib/identifiers/mod-37-36";

export { checkCharacter };

export const CODE_LENGTH = 32;
const SEQUENCE_AT = 21;
const CHECK_AT = 31;

export type CodeRefusal = "length" | "alphabet" | "version" | "object" | "check" | FieldRefusal;
export type ParsedCode = { ok: true; text: string; fields: CodeFields } | { ok: false; code: CodeRefusal };

export type ParsedKwhAddress =
  | { ok: true; text: string; fields: CodeFields; kwh: number | undefined }
  | { ok: false; code: CodeRefusal | "kwh" };

/** The code of these fields, check character included. RangeError names the field that breaks its rule. */
export function formatCode(fields: CodeFields): string {
  const refused = refusedField(fields);
  if (refused !== undefined) throw new RangeError(`trace code of ${fields.object}: ${refused}`);
  const month = fields.month.replace("-", "");
  const { object, place, energy, province, scope, mode } = fields;
  const body = `L1${object}${place}${energy}${province}${month}${scope}${mode}`;
  const text = body + encodeCrockford(fields.sequence, 10);
  return text + checkCharacter(text);
}

/**
 * Reads untrusted text, upper case only. Look-alikes (I, L, O) are forgiven in the sequence, before the check;
 * `text` is the code as it is written properly.
 */
export function parseCode(untrusted: string): ParsedCode {
  if (untrusted.length !== CODE_LENGTH) return { ok: false, code: "length" };
  if (!/^[0-9A-Z]+$/.test(untrusted)) return { ok: false, code: "alphabet" };
  const sequenceText = forgiveLookAlikes(untrusted.slice(SEQUENCE_AT, CHECK_AT));
  const body = untrusted.slice(0, SEQUENCE_AT) + sequenceText;
  if (checkCharacter(body) !== untrusted.charAt(CHECK_AT)) return { ok: false, code: "check" };
  if (!body.startsWith("L1")) return { ok: false, code: "version" };
  const object = body.charAt(2);
  if (!isCodeObject(object)) return { ok: false, code: "object" };
  const fields: CodeFields = {
    object,
    place: body.slice(3, 9),
    energy: body.slice(9, 11),
    province: body.slice(11, 13),
    month: `${body.slice(13, 17)}-${body.slice(17, 19)}`,
    scope: body.charAt(19),
    mode: body.charAt(20),
    sequence: decodeCrockford(sequenceText) ?? -1,
  };
  const refused = refusedField(fields);
  if (refused !== undefined) return { ok: false, code: refused };
  return { ok: true, text: body + untrusted.charAt(CHECK_AT), fields };
}

/** `<code>` or `<code>#<n>`, n from 1 without leading zeros: one kWh as it is printed. */
export function parseKwhAddress(untrusted: string): ParsedKwhAddress {
  const hash = untrusted.indexOf("#");
  const parsed = parseCode(hash < 0 ? untrusted : untrusted.slice(0, hash));
  if (!parsed.ok) return parsed;
  if (hash < 0) return { ...parsed, kwh: undefined };
  const kwh = parseKwhNumber(untrusted.slice(hash + 1));
  return kwh === undefined ? { ok: false, code: "kwh" } : { ...parsed, kwh };
}

/** A kWh number as text, from 1, below 10^15; undefined when it is none. */
export function parseKwhNumber(untrusted: string): number | undefined {
  return /^[1-9][0-9]{0,14}$/.test(untrusted) ? Number(untrusted) : undefined;
}

/** `CODE#n`: the nth kWh of a certificate, from 1. */
export function formatKwhAddress(code: string, kwh: number): string {
  return `${code}#${kwh}`;
}
