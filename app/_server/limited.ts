import "server-only";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "@/lib/auth/agent";
import { requestOrigin } from "./request";

/**
 * So many questions a minute from one address (or of one account), counted in this process: a proof must not need
 * the database. A phone that checks a certificate kWh by kWh stays far below, a crawler does not.
 */
const perMinute = {
  /** Bundles of a certificate or a kWh. */
  proof: new RateLimiterMemory({ points: 600, duration: 60 }),
  /** A whole month's bundle, a PDF: a second of work each. */
  heavy: new RateLimiterMemory({ points: 60, duration: 60 }),
  /** A list as a file, a statement, an archive, of one account. */
  file: new RateLimiterMemory({ points: 120, duration: 60 }),
  search: new RateLimiterMemory({ points: 240, duration: 60 }),
};

/** Seconds to wait, undefined where one may go on. `whose` defaults to the request's address. */
export async function mustWait(kind: keyof typeof perMinute, whose?: string): Promise<number | undefined> {
  const asker = whose ?? networkOf((await requestOrigin()).address);
  try {
    await perMinute[kind].consume(asker);
    return undefined;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
  }
}

/** What a handler answers then. */
export function askLater(seconds: number): Response {
  return Response.json(
    { code: "too-often", reason: `too many questions from you: ask again in ${seconds} s` },
    { status: 429, headers: { "retry-after": String(seconds) } },
  );
}
