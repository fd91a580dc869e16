import type { CertificateRow } from "@/lib/market/state";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { certifiedOf } from "./certified-months";
import { KeptMonths } from "./kept-months";
import { newestOf } from "./newest-entries";

/** A certificate with what its lines come to. */
export interface CertificateRecord {
  readonly code: string;
  readonly month: Month;
  readonly version: number;
  readonly unit: string;
  readonly kwh: number;
  readonly lines: number;
  readonly status: CertificateRow["status"];
  readonly level: CertificateRow["level"];
  readonly entry: number;
}

const kept = new KeptMonths<readonly CertificateRecord[]>("certificate-records", 60);

/** A month's certificates by code. Kept until one is issued, disclosed otherwise or corrected: an entry tells. */
export async function certificatesOfMonth(store: Store, month: Month): Promise<readonly CertificateRecord[]> {
  const newest = await newestOf(store, "certificate.");
  return kept.get(store, `${month}/${newest}`, () => readCertificates(store, month));
}

/** What can change of a certificate stands in the open; what it comes to is kept by the month. */
async function readCertificates(store: Store, month: Month): Promise<CertificateRecord[]> {
  const [certified, found] = await Promise.all([
    certifiedOf(store, month),
    store.pool.query<Pick<CertificateRecord, "code" | "status" | "level">>(
      "SELECT code, status, level FROM certificate WHERE month = $1 ORDER BY code",
      [month],
    ),
  ]);
  return found.rows.flatMap(({ code, status, level }) => {
    const known = certified.get(code);
    if (known === undefined) return [];
    const { version, unit, kwh, lines, entry } = known;
    return [{ code, month, version, unit, kwh, lines, status, level, entry }];
  });
}
