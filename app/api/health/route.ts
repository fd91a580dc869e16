import { atHand, market, store } from "@/app/_server/market";
import { LedgerUnavailable } from "@/lib/ledger/ledger";

/** 200 when the ledger has its quorum, the database answers and its digests are at hand; 503 with what is missing. */
export async function GET(): Promise<Response> {
  const missing = [...(await ledgerProblems()), ...(await storeProblems())];
  const status = missing.length === 0 ? 200 : 503;
  return Response.json(
    { ready: status === 200, missing },
    { status, headers: { "cache-control": "no-store" } },
  );
}

async function ledgerProblems(): Promise<string[]> {
  try {
    const members = await (await market()).ledger.members();
    const agreeing = members.filter((member) => member.state === "agreeing").length;
    return agreeing * 3 > members.length * 2
      ? []
      : [`ledger: ${agreeing} of ${members.length} members agree`];
  } catch (error) {
    return [`ledger: ${error instanceof LedgerUnavailable ? error.code : "unreachable"}`];
  }
}

async function storeProblems(): Promise<string[]> {
  try {
    await (await store()).pool.query("select 1");
    await atHand();
    return [];
  } catch {
    return ["database: unreachable"];
  }
}
