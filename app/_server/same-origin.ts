import "server-only";
import { publicUrl } from "./market";

/**
 * Whether a handler's request that changes something comes from a page of ours. Browsers say where a POST comes from;
 * `null` (a sandboxed frame, a file) and silence are nobody of ours. Server actions are checked by the framework.
 */
export function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === null || origin === "null") return false;
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return origin === new URL(publicUrl()).origin || hostOf(origin) === host;
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
