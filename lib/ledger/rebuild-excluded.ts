import { type Ledger, LedgerUnavailable } from "./ledger";

/**
 * Has a member that is not counted any more made again from the others. Answers "ok", "state" where there is no such
 * member or it follows by itself, "left-out" where it was made again and still does not agree, or why the ledger could
 * not do it.
 */
export async function rebuildExcluded(ledger: Ledger, name: string): Promise<string> {
  const stateOf = async () => (await ledger.members()).find((one) => one.name === name)?.state;
  const before = await stateOf();
  if (before !== "diverged" && before !== "down") return "state";
  try {
    await ledger.rebuild(name);
  } catch (error) {
    if (error instanceof LedgerUnavailable) return error.code;
    throw error;
  }
  return (await stateOf()) === "agreeing" ? "ok" : "left-out";
}
