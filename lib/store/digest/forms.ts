import type { FinishedMonth } from "./national";

/**
 * Every kind of digest: the form it has now and what its keys name behind that. Raise a form when what is kept under
 * it changes: older ones are then made again, and forgotten (`forgetDigests`).
 *
 * `version`: a finished month's key, first. `month`: a month, and the rows of it by their number. `own`: whose, a month
 * and its version among what follows. `content`: itself, and a national digest names it.
 */
const kinds = {
  about: { form: 4, names: "content" },
  national: { form: 4, names: "version" },
  brief: { form: 4, names: "version" },
  packed: { form: 4, names: "version" },
  certified: { form: 4, names: "version" },
  "plant-days": { form: 2, names: "version" },
  lines: { form: 1, names: "version" },
  "line-columns": { form: 1, names: "version" },
  "plant-columns": { form: 1, names: "version" },
  "contract-columns": { form: 1, names: "month" },
  certificates: { form: 1, names: "month" },
  "own/sums": { form: 1, names: "own" },
  "own/hours": { form: 1, names: "own" },
} as const;

export type DigestKind = keyof typeof kinds;

/** Their names. */
export const digestKinds: readonly string[] = Object.keys(kinds);

const everyKind = Object.entries(kinds).map(([kind, { form, names }]) => ({
  names,
  prefix: `${kind}/${form}/`,
}));

/** What the keys of a kind begin with in its form of now, without a stroke at the end. */
export function formOf(kind: DigestKind): string {
  return `${kind}/${kinds[kind].form}`;
}

/** Whether anybody may still read it: its form is the one of now, its month finished in the version it names. */
export function isRead(
  key: string,
  finished: ReadonlyMap<string, FinishedMonth>,
  named: ReadonlySet<string>,
): boolean {
  const kind = everyKind.find(({ prefix }) => key.startsWith(prefix));
  if (kind === undefined) return false;
  const rest = key.slice(kind.prefix.length);
  const parts = rest.split("/");
  switch (kind.names) {
    case "content":
      return named.has(key);
    case "month":
      return true;
    case "version":
      return `${rest}/`.startsWith(`${finished.get(parts[0] ?? "")?.key}/`);
    case "own":
      return finished.get(parts[1] ?? "")?.version === Number(parts[5]);
  }
}
