import "server-only";
import { getTranslations } from "next-intl/server";
import type { Statement, StatementKind, StatementTable } from "@/components/holdings/statement";
import { shareOf } from "@/components/ui/format";
import type { Viewer } from "@/lib/auth/viewer";
import { localTime } from "@/lib/units/interval";
import { directory } from "./holdings";
import { provinceName } from "./province-name";
import type { Drafting, Says } from "./statement-drafting";
import type { StatementFigures } from "./statement-figures";
import {
  accountingTable,
  certificatesTable,
  leftOutTable,
  linesTable,
  locationTable,
  marketTable,
  sourcesTable,
  useTable,
} from "./statement-tables";

const madeOf: Readonly<Record<StatementKind, readonly ((drafting: Drafting) => StatementTable)[]>> = {
  scope2: [useTable, locationTable, marketTable, certificatesTable, linesTable],
  re100: [useTable, sourcesTable, certificatesTable, linesTable],
  cdp: [useTable, sourcesTable, locationTable, marketTable, certificatesTable, linesTable],
  accounting: [accountingTable, certificatesTable],
};

/** The statement in the reader's language, of one's own units and months. `now` in unix seconds. */
export async function draftStatement(
  person: Viewer,
  figures: StatementFigures,
  kind: StatementKind,
  now: number,
): Promise<Statement> {
  const t = await getTranslations("statement");
  const says: Says = (key, values) => t(key, values);
  const [{ plants }, province, regions, announced] = [
    await directory(),
    await provinceName(),
    await getTranslations("dashboard.region"),
    await getTranslations("dashboard.emissions.announcement"),
  ];
  const drafting: Drafting = {
    figures,
    says,
    province,
    region: ({ scope, region }) => {
      if (scope === "excluding_market") return says("nation");
      return scope === "provincial" ? province(region) : regions(region);
    },
    announcement: (year) => announced(String(year)),
    plantName: (code) => plants.get(code)?.name ?? code,
    plantType: (code) => plants.get(code)?.type ?? "",
  };
  const { months, units, leftOut, missing, certificates } = figures;
  const settledKwh = certificates.reduce((sum, row) => sum + row.settledKwh, 0);
  const consumedWh = figures.years
    .flatMap((year) => year.units)
    .reduce((sum, unit) => sum + unit.consumedWh, 0);
  const { year, month, day } = localTime(now);
  const madeOn = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
  const caveats: readonly (readonly [string, number])[] = [
    ["leftOut", leftOut.length],
    ["missing", missing.length],
  ];
  const left = leftOutTable(drafting);
  return {
    kind,
    title: says(`kind.${kind}.title`),
    facts: [
      [says("fact.organisation"), person.organisation],
      [says("fact.period"), `${months[0] ?? "—"} – ${months.at(-1) ?? "—"}`],
      [says("fact.units"), units.map(({ name, id }) => name || id).join(says("between"))],
      [says("fact.made"), madeOn],
      [says("fact.standard"), says(`kind.${kind}.standard`)],
    ],
    claims: [
      says("claim.green", {
        kwh: settledKwh,
        count: certificates.length,
        share: shareOf(settledKwh * 1000, consumedWh),
      }),
      says(`kind.${kind}.claim`),
      ...caveats.flatMap(([key, count]) => (count === 0 ? [] : [says(`claim.${key}`, { count })])),
    ],
    disclaims: [
      says("disclaim.gec"),
      says("disclaim.linked"),
      says("disclaim.path"),
      ...(kind === "accounting" ? [says("disclaim.allowance")] : [says("disclaim.avoided")]),
    ],
    tables: [...madeOf[kind].map((make) => make(drafting)), ...(left === undefined ? [] : [left])],
    legal: says("legal"),
  };
}
