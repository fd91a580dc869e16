const base = "http://own.invalid";

/** A path of this site as it was asked for, with its query; undefined for anything that leads elsewhere. */
export function ownPath(written: unknown): string | undefined {
  if (typeof written !== "string" || !written.startsWith("/") || written.length > 2000) return undefined;
  // Browsers read backslashes as slashes and leave out control characters: `/\elsewhere`, `/<tab>/elsewhere`.
  if ([...written].some((character) => character === "\\" || character <= "\u001f")) return undefined;
  if (!URL.canParse(written, base)) return undefined;
  const { origin, pathname, search, hash } = new URL(written, base);
  // A path that begins with two slashes is another host's address.
  if (origin !== base || pathname.startsWith("//")) return undefined;
  return `${pathname}${search}${hash}`;
}
