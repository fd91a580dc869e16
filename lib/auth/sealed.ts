import type { z } from "zod";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";

/** Personal data at rest: one sealed JSON value, bound to the row it stands in. */
export function sealJson(store: Store, subject: string, value: object): Uint8Array<ArrayBuffer> {
  return store.seal(utf8(JSON.stringify(value)), subject);
}

/** Throws SealBroken when it, or the row it stands in, is not what was written. */
export function openJson<T>(store: Store, subject: string, sealed: Uint8Array, shape: z.ZodType<T>): T {
  return shape.parse(JSON.parse(fromUtf8(store.open(sealed, subject))));
}
