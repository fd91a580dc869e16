/** No list is longer; a database's offset stays a number it knows. */
const MOST_PAGES = 1_000_000;

/** The page an address asks for, from 1: whole, and none that no list has. Anything else is the first. */
export function pageAsked(written: unknown): number {
  const page = Math.trunc(Number(written));
  return page >= 1 ? Math.min(page, MOST_PAGES) : 1;
}
