import { z } from "zod";
import { checkUscc } from "@/lib/identifiers/uscc";
import { code, hex, id, province, text } from "@/lib/market/fields";

export const uscc = z.string().refine((value) => checkUscc(value).ok, "not a USCC of GB 32100");

/** A new key: 0x04 ‖ X ‖ Y, who keeps it, and its signature over `possessionBytes`. */
const unprovedKey = {
  alg: z.enum(["p256", "sm2"]),
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/, "not 04, X and Y in hex"),
  custody: z.enum(["self", "gateway", "exchange"]),
  label: text.optional(),
};
export const newKey = z.strictObject({ ...unprovedKey, proof: hex(64) });
export type NewKey = z.infer<typeof newKey>;
/** In genesis the key's signature of the command proves possession. */
export const firstKey = z.strictObject(unprovedKey);
export type FirstKey = z.infer<typeof firstKey>;

export const founder = z.strictObject({
  code,
  id,
  role: z.enum(["exchange", "grid", "regulator"]),
  province,
  name: text,
  uscc,
  key: firstKey,
});
