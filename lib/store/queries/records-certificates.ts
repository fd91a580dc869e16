import type { CertificateRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { KeptMonths } from "./kept-months";
import { linesOfMonth } from "./records-lines";

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

const AT_ONCE = 5_000;
const kept = new KeptMonths<readonly CertificateRecord[]>(12);

/** A month's certificates by code. Kept until one is issued, disclosed otherwise or corrected: an entry tells. */
export async function certificatesOfMonth(store: Store, month: Month): Promise<readonly CertificateRecord[]> {
  const newest = await store.prisma.entry.findFirst({
    where: { type: { startsWith: "certificate." } },
    orderBy: { index: "desc" },
    select: { index: true },
  });
  if (newest === null) return [];
  return kept.get(store, `${month}/${newest.index}`, () => readCertificates(store, month));
}

async function readCertificates(store: Store, month: Month): Promise<CertificateRecord[]> {
  const kwh = await settledByUnit(store, month);
  const found: CertificateRecord[] = [];
  for (let after = ""; ; ) {
    const rows = await store.prisma.certificate.findMany({
      where: { month, code: { gt: after } },
      orderBy: { code: "asc" },
      take: AT_ONCE,
    });
    for (const stored of rows) {
      const { code, version, unit, count, status, level, entry } = openState<CertificateRow>(
        store,
        certificateTable,
        stored,
      );
      found.push({ code, month, version, unit, kwh: kwh.get(unit) ?? 0, lines: count, status, level, entry });
    }
    if (rows.length < AT_ONCE) return found;
    after = rows.at(-1)?.code ?? "";
  }
}

async function settledByUnit(store: Store, month: Month): Promise<Map<string, number>> {
  const totals = new Map<string, number>();
  for (const { unit, settledKwh } of await linesOfMonth(store, month)) {
    totals.set(unit, (totals.get(unit) ?? 0) + settledKwh);
  }
  return totals;
}

/** Months with certificates, newest first. */
export async function certificateMonths(store: Store): Promise<Month[]> {
  const rows = await store.prisma.certificate.findMany({
    distinct: ["month"],
    orderBy: { month: "desc" },
    select: { month: true },
  });
  return rows.map(({ month }) => month);
}
