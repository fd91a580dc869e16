import { randomBytes, timingSafeEqual } from "node:crypto";
import { fromBase64, toBase64 } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";

/** How long a browser stays known after it was last let in. */
export const knownForMs = 180 * 24 * 3600_000;

const numbered = /^([0-9a-f]{32})\.([0-9]{1,15})\.([A-Za-z0-9+/]{22}==)$/;

/**
 * What a browser keeps that was let in for this e-mail: it opens nothing. Guesses from it are counted apart, so that
 * whoever guesses from elsewhere does not keep the person itself out (OWASP, "device cookies").
 */
export function browserMark(store: Store, email: string, now = Date.now()): string {
  const [number, until] = [randomBytes(16).toString("hex"), String(now + knownForMs)];
  return `${number}.${until}.${toBase64(macOf(store, email, number, until))}`;
}

/** Which of the browsers known for this e-mail it is; undefined for a mark of another, too old or made up. */
export function knownBrowser(
  store: Store,
  email: string,
  mark: string | undefined,
  now = Date.now(),
): string | undefined {
  const [, number, until, mac] = numbered.exec(mark ?? "") ?? [];
  if (number === undefined || until === undefined || mac === undefined || Number(until) < now)
    return undefined;
  return timingSafeEqual(fromBase64(mac), macOf(store, email, number, until)) ? number : undefined;
}

const macOf = ({ vault }: Store, email: string, number: string, until: string): Uint8Array =>
  vault.blind("known-browser", `${email} ${number} ${until}`);
