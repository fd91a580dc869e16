import type { Figures } from "@/lib/proof/verify/figures";

/** Parts of the page that are live or come only with the bundle: the ledger grows between two requests. */
const notPrinted = new Set(["ledger", "evidence", "month96"]);

/**
 * Where the server printed something the proof does not give: dotted paths, empty when page and proof agree.
 * Printing less than the proof holds is fine; printing more, or otherwise, is not.
 */
export function differences(claimed: Figures, proven: Figures): string[] {
  const found: string[] = [];
  for (const [key, value] of Object.entries(claimed)) {
    if (notPrinted.has(key)) continue;
    if (key === "kwh" && claimed.kwh?.n !== proven.kwh?.n) continue;
    compare(value, (proven as unknown as Readonly<Record<string, unknown>>)[key], key, found);
  }
  return found;
}

function compare(claimed: unknown, proven: unknown, path: string, found: string[]): void {
  if (claimed === undefined) return;
  if (typeof claimed !== "object" || claimed === null) {
    if (claimed !== proven) found.push(path);
    return;
  }
  if (typeof proven !== "object" || proven === null) {
    found.push(path);
    return;
  }
  if (Array.isArray(claimed) && (!Array.isArray(proven) || claimed.length !== proven.length)) {
    found.push(`${path}.length`);
    return;
  }
  for (const [key, value] of Object.entries(claimed)) {
    compare(value, (proven as Readonly<Record<string, unknown>>)[key], `${path}.${key}`, found);
  }
}
