/** The seven rules over what is new. Reads the view and the members' state; writes findings, never the market. */
import { type Kept, keepFindings } from "@/lib/jobs/oversight/keep";
import { type Position, positionNow, readPosition, writePosition } from "@/lib/jobs/oversight/position";
import type { ScanResult } from "@/lib/jobs/oversight/result";
import { scanAnchors } from "@/lib/jobs/oversight/scan-anchors";
import { scanChannels, scanContracts, scanMembers } from "@/lib/jobs/oversight/scan-market";
import { scanMetering } from "@/lib/jobs/oversight/scan-metering";
import { touchedSince } from "@/lib/jobs/oversight/touched";
import type { Ledger } from "@/lib/ledger/ledger";
import { readDirectory } from "@/lib/store/queries/directory";
import type { Store } from "@/lib/store/store";

const LOCK = "lvji/oversight";

/**
 * One scan at a time, whichever process begins it: undefined while another is at it. `now` in Unix seconds. Scanning
 * again what has not changed adds nothing.
 */
export async function scan(
  store: Store,
  ledger: Pick<Ledger, "members">,
  now: number,
): Promise<Kept | undefined> {
  const lock = await store.pool.connect();
  try {
    const taken = await lock.query<{ ok: boolean }>(
      "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS ok",
      [LOCK],
    );
    if (taken.rows[0]?.ok !== true) return undefined;
    try {
      return await scanOnce(store, ledger, now);
    } finally {
      await lock.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [LOCK]);
    }
  } finally {
    lock.release();
  }
}

async function scanOnce(store: Store, ledger: Pick<Ledger, "members">, now: number): Promise<Kept> {
  const [from, to] = await Promise.all([readPosition(store), positionNow(store, now)]);
  // A view being made again has not come as far as was looked at: nothing of it is new.
  const parts = to.next < from.next ? [] : await scanBetween(store, from, to);
  const results = [...parts, await scanMembers(ledger)];
  const scopes = results.flatMap((result) => result.scopes);
  const findings = results.flatMap((result) => result.findings);
  const kept = await keepFindings(store, scopes, findings, new Date(now * 1000));
  if (to.next >= from.next) await writePosition(store, to);
  return kept;
}

async function scanBetween(store: Store, from: Position, to: Position): Promise<ScanResult[]> {
  if (to.next === from.next && to.refused === from.refused && !isLater(from, to)) return [];
  const touched = await touchedSince(store, from, to);
  const { meterMonths, plantMonths, lineMonths, hasNewChannels, closedMonths } = touched;
  const idle = [meterMonths, plantMonths, lineMonths, closedMonths].every((one) => one.length === 0);
  if (idle && !hasNewChannels) return [];
  const directory = await readDirectory(store);
  return [
    await scanMetering(store, directory, touched),
    await scanChannels(store, directory, touched),
    await scanContracts(store, directory, touched),
    await scanAnchors(store, directory, touched, to.at),
  ];
}

/** Time alone makes days fall due, at midnight at the earliest. */
function isLater(from: Position, to: Position): boolean {
  const day = (at: number) => Math.floor((at + 8 * 3600) / 86_400);
  return day(to.at) > day(from.at);
}
