import "server-only";
import type { Fact } from "@/components/registry/kinds";
import { grouped, groupedKwh } from "@/components/ui/format";
import type { CertificateRow, ContractRow, LineRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, lineTable } from "@/lib/store/rows/tables";
import { sentThrough } from "@/lib/units/loss";
import { store } from "../market";
import type { Speaking } from "./spec";

/** Quantity, what it sends, what was settled and the certificate it went into. */
export async function contractFacts(row: ContractRow, { book, t }: Speaking): Promise<Fact[]> {
  const db = await store();
  const path = row.path.flatMap((code) => book.channels.get(code) ?? []);
  const [line, certificate] = await Promise.all([
    db.prisma.line.findFirst({ where: { contract: row.code }, orderBy: { version: "desc" } }),
    db.prisma.certificate.findFirst({
      where: { unitIndex: db.vault.blind("unit", row.unit), month: row.month },
    }),
  ]);
  const settled = line === null ? undefined : openState<LineRow>(db, lineTable, line).values;
  const issued =
    certificate === null ? undefined : openState<CertificateRow>(db, certificateTable, certificate);
  return [
    { label: t("fields.quantity_kwh"), value: grouped(row.contractKwh), unit: "kWh" },
    { label: t("fields.sent"), value: groupedKwh(sentThrough(row.contractKwh * 1000, path)), unit: "kWh" },
    {
      label: t("fields.settled"),
      value: settled === undefined ? "…" : grouped(settled.settledKwh),
      ...(settled === undefined ? {} : { unit: "kWh", href: `/exchange/settlement?month=${row.month}` }),
    },
    {
      label: t("fields.certificate"),
      value: issued === undefined || settled === undefined ? "…" : issued.code,
      ...(issued === undefined ? {} : { href: `/c/${issued.code}`, mono: true }),
    },
  ];
}
