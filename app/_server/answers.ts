import "server-only";
import { LedgerUnavailable } from "@/lib/ledger/ledger";

/** One JSON value with its status; refusals carry a literal code and one sentence. */
export function refuse(status: number, code: string, reason: string): Response {
  return Response.json({ code, reason }, { status });
}

/** Runs a handler; an unreachable ledger is 503 and says so, never an empty answer. */
export async function answered(handler: () => Promise<Response>): Promise<Response> {
  try {
    return await handler();
  } catch (error) {
    if (error instanceof LedgerUnavailable)
      return refuse(503, "unavailable", `the ledger gives no answer now (${error.code})`);
    throw error;
  }
}
