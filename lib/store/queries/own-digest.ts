import { toHex } from "@/lib/crypto/bytes";
import { formOf } from "@/lib/store/digest/forms";
import { readJson, writeJson } from "@/lib/store/digest/sealed-digest";
import type { Store } from "@/lib/store/store";
import type { OwnMonthMark, OwnScope } from "./dashboard";

/**
 * Something that a participant's finished month comes to, made once and kept sealed: a year of them opens thousands
 * of rows. Its key names what it was made of, and nobody. A change of what is kept is another form (`forms.ts`).
 */
export async function ownDigest<T>(
  store: Store,
  scope: OwnScope,
  mark: OwnMonthMark,
  what: "sums" | "hours",
  make: () => Promise<T>,
): Promise<T> {
  const { participant, side, units, plants } = scope;
  const whose = toHex(store.vault.blind("own.digest", participant));
  const of = `${formOf(`own/${what}`)}/${whose}/${mark.month}/`;
  const key = `${of}${[side, units.length, plants.length, mark.version, mark.contracts].join("/")}`;
  const known = await readJson<T>(store, key);
  if (known !== undefined) return known;
  const made = await make();
  await writeJson(store, key, made);
  await store.prisma.monthDigest.deleteMany({ where: { key: { startsWith: of, not: key } } });
  return made;
}
