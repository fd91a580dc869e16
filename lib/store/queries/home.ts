import type { CertificateRow, DisclosureLevel } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

/** What the home page says of the market as a whole. */
export interface MarketSummary {
  readonly entries: number;
  readonly certificates: number;
  readonly plants: number;
  readonly units: number;
  /** Oldest and newest month that has certificates, "" without any. */
  readonly firstMonth: string;
  readonly lastMonth: string;
}

/** Counts for the home page. */
export async function marketSummary(store: Store): Promise<MarketSummary> {
  const { prisma } = store;
  const [entries, certificates, plants, units, months] = await Promise.all([
    prisma.entry.count(),
    prisma.certificate.count(),
    prisma.plant.count(),
    prisma.unit.count(),
    prisma.certificate.aggregate({ _min: { month: true }, _max: { month: true } }),
  ]);
  const { _min: first, _max: last } = months;
  return { entries, certificates, plants, units, firstMonth: first.month ?? "", lastMonth: last.month ?? "" };
}

const levels: readonly DisclosureLevel[] = ["full", "standard", "minimal"];

/** Certificates to try: of the newest month, the fullest disclosures first, one of every level where there is one. */
export async function sampleCertificates(store: Store, count: number): Promise<CertificateRow[]> {
  const rows = await store.prisma.certificate.findMany({
    where: { status: "valid" },
    orderBy: [{ month: "desc" }, { code: "asc" }],
    take: 500,
  });
  const certificates = rows.map((row) => openState<CertificateRow>(store, certificateTable, row));
  const firstOfEach = levels.flatMap((level) =>
    certificates.filter((row) => row.level === level).slice(0, 1),
  );
  const rest = levels.flatMap((level) => certificates.filter((row) => row.level === level).slice(1));
  return [...firstOfEach, ...rest].slice(0, count);
}
