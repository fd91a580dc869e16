import { concat, fromUtf8 } from "@/lib/crypto/bytes";

/** The JSON of a body of at most so many bytes. Undefined for what is longer, of which no more is read, or no JSON. */
export async function jsonWithin({ body }: Request, most: number): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > most) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(fromUtf8(concat(...parts)));
  } catch {
    return undefined;
  }
}
