import "server-only";
import { LedgerUnavailable } from "@/lib/ledger/ledger";
import { TooOften } from "./exporting";
import { askLater } from "./limited";
import { NotAllowed } from "./viewer";

/** One JSON value with its status; refusals carry a literal code and one sentence. */
export function refuse(status: number, code: string, reason: string): Response {
  return Response.json({ code, reason }, { status });
}

/**
 * Runs a handler; an unreachable ledger is 503 and says so, never an empty answer. What a handler does not say may be
 * kept is kept nowhere: most of what these answer is somebody's own.
 */
export async function answered(handler: () => Promise<Response>): Promise<Response> {
  const answer = await said(handler);
  if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "private, no-store");
  return answer;
}

async function said(handler: () => Promise<Response>): Promise<Response> {
  try {
    return await handler();
  } catch (error) {
    if (error instanceof LedgerUnavailable)
      return refuse(503, "unavailable", `the ledger gives no answer now (${error.code})`);
    if (error instanceof NotAllowed) return notAllowed(error);
    if (error instanceof TooOften) return askLater(error.seconds);
    throw error;
  }
}

/** What is somebody else's is not there: only a visitor is told that signing in would help. */
function notAllowed({ code }: NotAllowed): Response {
  if (code === "signed-out") return refuse(401, "signed-out", "sign in first");
  return refuse(404, "unknown", "there is nothing here");
}
