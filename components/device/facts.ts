import { chunks } from "@/components/ui/format";
import type { Json } from "@/lib/crypto/canonical";
import type { ReadMessage } from "./message";
import type { Scalar } from "./say-value";

/** One value of a command, by where it stands: `records/0/name`. */
export interface Fact {
  readonly path: string;
  /** The last word of the path: what there are words for. */
  readonly field: string;
  readonly value: string;
  /** The same one by one: a list has several, or none. */
  readonly items: readonly Scalar[];
  /** It stands in the command as a commitment, checked here. */
  readonly isSealed: boolean;
}

/** Everything a person can read of a command before signing it, the open part first, in the bytes' own order. */
export function factsOf({ command, opened }: ReadMessage): Fact[] {
  const facts: Fact[] = [];
  walk(command.payload, "", false, facts);
  for (const [field, value] of Object.entries(opened)) walk(value, field, true, facts);
  return facts;
}

function walk(value: Json, path: string, isSealed: boolean, facts: Fact[]): void {
  const items = scalars(value);
  if (items !== undefined) {
    return void facts.push({ ...named(path), isSealed, items, value: items.map(String).join(", ") });
  }
  for (const [key, inner] of Object.entries(value)) {
    walk(inner, path === "" ? key : `${path}/${key}`, isSealed, facts);
  }
}

/** What is one value, or a plain list of them; undefined for what has more inside. */
function scalars(value: Json): Scalar[] | undefined {
  const items: Scalar[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item === "object") return undefined;
    items.push(item);
  }
  return items;
}

function named(path: string): { path: string; field: string } {
  const words = path.split("/").filter((word) => !/^\d+$/.test(word));
  return { path, field: words.at(-1) ?? path };
}

/** What a command is about, in a few words: names where it tells some, else ids, codes or a month. */
export function objectOf({ command, opened }: ReadMessage): string {
  const facts = factsOf({ command, opened });
  for (const wanted of ["name", "number", "id", "keyId", "plant", "meter", "participant", "code", "month"]) {
    const found = facts.filter(({ field, path }) => field === wanted && !path.startsWith("key/"));
    const [first] = found;
    if (first === undefined) continue;
    const month = facts.find(({ path }) => path === "month")?.value;
    const many = found.length > 1 ? ` +${found.length - 1}` : "";
    const when = month === undefined || wanted === "month" ? "" : `, ${month}`;
    return `${readable(wanted, first.value)}${many}${when}`;
  }
  return "";
}

/** Keys and codes in groups of four, as they stand everywhere else. */
function readable(field: string, value: string): string {
  if (field === "keyId")
    return chunks(value.slice(0, 8), 4)
      .map(({ text }) => text)
      .join(" ");
  return /^L1[0-9A-Z]{30}$/.test(value)
    ? chunks(value, 4)
        .map(({ text }) => text)
        .join(" ")
    : value;
}
