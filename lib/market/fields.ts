import { z } from "zod";
import { isPlantEnergy } from "@/lib/identifiers/energy-types";
import { isProvince } from "@/lib/identifiers/provinces";
import { isMonth } from "@/lib/units/interval";

/** The forms values take in payloads and openings. Meaning (who, whether it exists) is the rules' business. */
export const integer = z.int().min(0);
export const signedInteger = z.int();
export const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), "not lower-case hex");
export const keyIdText = hex(16);
/** A trace code's 32 characters; what it says is checked against the record. */
export const code = z.string().regex(/^[0-9A-Z]{32}$/, "not a trace code");
export const month = z.string().refine(isMonth, "not a month YYYY-MM");
export const province = z.string().refine(isProvince, "no such province");
export const energy = z.string().refine(isPlantEnergy, "no such energy type");
/** An imported id: printable ASCII. It stands in a state key as hex, and keys stay below 2,000 bytes. */
export const id = z.string().regex(/^[\x20-\x7e]{1,900}$/, "not 1 to 900 printable ASCII characters");
/** Names and reasons: text of protocol §1, not empty. */
export const text = z.string().min(1).max(1_000);
/** A contract number: text too, and in a key as an id is. */
export const contractNumber = z.string().min(1).max(300);
export const records = <T extends z.ZodType>(record: T) => z.array(record).min(1).max(200);
/** Participants the exchange signs for. */
export const codes = z.array(code).min(1).max(400);
