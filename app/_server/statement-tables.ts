import "server-only";
import { type Cell, type StatementColumn, type StatementTable, sumOf } from "@/components/holdings/statement";
import { sourceOf } from "@/components/ui/energy-source";
import { shareOf } from "@/components/ui/format";
import { centitonnesOf, type EmissionRow } from "@/lib/accounting/emissions";
import { type Factor, locationFactor, residualFactor } from "@/lib/accounting/factors";
import { compareText, toHex } from "@/lib/crypto/bytes";
import type { CertificateRow } from "@/lib/market/state";
import { type Drafting, kwhOf, sourceNote, tonnesOf } from "./statement-drafting";
import type { StatementFigures } from "./statement-figures";

const number = (label: string, unit: string, width: number): StatementColumn => {
  return { label, unit, width, isNumber: true };
};
const words = (label: string, width: number): StatementColumn => ({ label, width });
const whole = (value: number): Cell => ({ value, decimals: 0 });
const factorOf = (factor: Factor | undefined): Cell =>
  factor === undefined || factor.year === 0 ? undefined : { value: factor.value, decimals: 4 };

/** What each unit used and what of it is certified. */
export function useTable({ figures, says, province }: Drafting): StatementTable {
  const rows = figures.units.map((unit) => {
    const years = figures.years.flatMap((year) => year.units.filter((one) => one.unit.code === unit.code));
    const consumedWh = years.reduce((sum, one) => sum + one.consumedWh, 0);
    const settledWh = years.reduce((sum, one) => sum + one.settledWh, 0);
    const share = shareOf(settledWh, consumedWh);
    return [unit.name || unit.id, province(unit.province), kwhOf(consumedWh), kwhOf(settledWh), share];
  });
  const [used, green] = [sumOf(rows, 2), sumOf(rows, 3)];
  return {
    id: "use",
    title: says("table.use"),
    columns: [
      ...[words(says("column.unit"), 3), words(says("column.province"), 1.4)],
      ...[number(says("column.consumed"), "kWh", 2), number(says("column.settled"), "kWh", 2)],
      { label: says("column.share"), width: 1, isNumber: true },
    ],
    rows,
    sum: [says("sum"), "", used, green, used && green ? shareOf(green.value, used.value) : undefined],
    notes: [
      says("note.use"),
      ...[...unitNames(figures.units)].flatMap(([code, unit]) => {
        const months = figures.missing.filter((one) => one.unit.code === code).map(({ month }) => month);
        return months.length === 0 ? [] : [says("note.missing", { unit, month: months.join(", ") })];
      }),
    ],
  };
}

function emissionTable(
  drafting: Drafting,
  id: "location" | "market",
  label: (row: EmissionRow) => readonly string[],
): StatementTable {
  const { figures, says, region } = drafting;
  const all = figures.years.flatMap(({ year, emissions }) => emissions[id].map((row) => ({ year, row })));
  const rows = all.map(({ year, row }): Cell[] => {
    const { wh, factor, centitonnes } = row;
    const isZero = factor?.year === 0;
    const named = factor === undefined || isZero ? "—" : `${region(factor)} ${factor.year}`;
    const value: Cell = isZero ? { value: 0, decimals: 4 } : factorOf(factor);
    return [...label(row), String(year), kwhOf(wh), value, named, tonnesOf(centitonnes)];
  });
  // Market-based parts have no province of their own.
  const empty = id === "location" ? ["", ""] : [""];
  return {
    id,
    title: says(`table.${id}`),
    columns: [
      words(says(`column.${id}`), 2.4),
      ...(id === "location" ? [words(says("column.province"), 1.2)] : []),
      words(says("column.year"), 0.8),
      number(says("column.energy"), "kWh", 2),
      number(says("column.factor"), "kgCO₂/kWh", 1.3),
      words(says("column.factorOf"), 1.6),
      number(says("column.emissions"), "tCO₂", 1.3),
    ],
    rows,
    sum: [says("sum"), ...empty, sumOf(rows, empty.length + 1), "", "", sumOf(rows, empty.length + 4)],
    notes: [
      says(`note.${id}`),
      ...sourceNote(
        drafting,
        all.map(({ row }) => row.factor?.year),
      ),
    ],
  };
}

export function locationTable(drafting: Drafting): StatementTable {
  const { figures, province } = drafting;
  return emissionTable(drafting, "location", ({ id }) => {
    const unit = figures.units.find(({ code }) => code === id);
    return [unit?.name || unit?.id || id, province(unit?.province ?? "")];
  });
}

export function marketTable(drafting: Drafting): StatementTable {
  return emissionTable(drafting, "market", ({ id }) => [drafting.says(`market.${id}`)]);
}

/** Certified energy by source, as RE100 and CDP ask for it. */
export function sourcesTable({ figures, says, plantType, province }: Drafting): StatementTable {
  const kwh = new Map<string, number>();
  for (const { certificate, plants } of figures.certificates) {
    for (const { plant, settledKwh } of plants) {
      const key = `${sourceOf(plantType(plant))}/${certificate.code.slice(11, 13)}`;
      kwh.set(key, (kwh.get(key) ?? 0) + settledKwh);
    }
  }
  const rows = [...kwh]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, value]): Cell[] => {
      const [source = "", to = ""] = key.split("/");
      return [says(`source.${source}`), province(to), says("country"), whole(value)];
    });
  return {
    id: "sources",
    title: says("table.sources"),
    columns: [
      ...[
        words(says("column.source"), 2),
        words(says("column.usedIn"), 2),
        words(says("column.country"), 1.5),
      ],
      number(says("column.settled"), "kWh", 2),
    ],
    rows,
    sum: [says("sum"), "", "", sumOf(rows, 3)],
    notes: [says("note.sources")],
  };
}

export function certificatesTable({ figures, says }: Drafting): StatementTable {
  const names = unitNames(figures.units);
  const rowOf = ({ code, month, unit, version, hash }: CertificateRow, settledKwh: number): Cell[] => [
    ...[code, month, names.get(unit) ?? unit, String(version)],
    whole(settledKwh),
    hashText(hash),
  ];
  const rows = figures.certificates.map(({ certificate, settledKwh }) => rowOf(certificate, settledKwh));
  return {
    id: "certificates",
    title: says("table.certificates"),
    columns: [
      ...[words(says("column.code"), 3.6), words(says("column.month"), 1), words(says("column.unit"), 1.9)],
      words(says("column.version"), 0.9),
      number(says("column.settled"), "kWh", 1.3),
      words(says("column.hash"), 3.8),
    ],
    rows,
    sum: [says("sum"), "", "", "", sumOf(rows, 4), ""],
    notes: [says("note.certificates")],
  };
}

/** What is in the period and in no sum; undefined where everything counts. */
export function leftOutTable({ figures, says }: Drafting): StatementTable | undefined {
  if (figures.leftOut.length === 0) return undefined;
  const names = unitNames(figures.units);
  const rows = figures.leftOut.map(({ certificate: { code, month, unit, status } }) => {
    return [code, month, names.get(unit) ?? unit, says(`status.${status}`)];
  });
  return {
    id: "leftOut",
    title: says("table.leftOut"),
    columns: [
      ...[words(says("column.code"), 3.6), words(says("column.month"), 1), words(says("column.unit"), 3)],
      words(says("column.status"), 1.5),
    ],
    rows,
    notes: [],
  };
}

const unitNames = (units: StatementFigures["units"]): ReadonlyMap<string, string> =>
  new Map(units.map(({ code, name, id }) => [code, name || id]));

const hashText = (hash: string | Uint8Array): string => (typeof hash === "string" ? hash : toHex(hash));

/** Which plant's energy each certificate is made of. */
export function linesTable({ figures, says, plantName, plantType }: Drafting): StatementTable {
  const rows = figures.certificates.flatMap(({ certificate, plants }) =>
    plants.map(({ plant, settledKwh }): Cell[] => {
      const source = says(`source.${sourceOf(plantType(plant))}`);
      return [certificate.code, certificate.month, plantName(plant), source, whole(settledKwh)];
    }),
  );
  return {
    id: "lines",
    title: says("table.lines"),
    columns: [
      ...[words(says("column.code"), 3.6), words(says("column.month"), 1), words(says("column.plant"), 3)],
      words(says("column.source"), 1.4),
      number(says("column.settled"), "kWh", 1.5),
    ],
    rows,
    sum: [says("sum"), "", "", "", sumOf(rows, 4)],
    notes: [],
  };
}

/** For an inventory: each certificate's energy under the grid's factor and under the one that stands until its GECs are linked. */
export function accountingTable(drafting: Drafting): StatementTable {
  const { figures, says, province } = drafting;
  const provinces = new Map(figures.units.map(({ code, province: place }) => [code, place]));
  const factors: (number | undefined)[] = [];
  const rows = figures.certificates.map(({ certificate, settledKwh }): Cell[] => {
    const year = Number(certificate.month.slice(0, 4));
    const place = provinces.get(certificate.unit) ?? "";
    const [grid, residual] = [locationFactor(place, year), residualFactor(year)];
    factors.push(grid?.year, residual?.year);
    const tonnes = (factor: Factor | undefined) =>
      tonnesOf(factor === undefined ? undefined : centitonnesOf(settledKwh * 1000, factor.value));
    return [
      ...[certificate.code, certificate.month, province(place), whole(settledKwh)],
      ...[factorOf(grid), tonnes(grid), factorOf(residual), tonnes(residual)],
    ];
  });
  return {
    id: "accounting",
    title: says("table.accounting"),
    columns: [
      ...[
        words(says("column.code"), 3.6),
        words(says("column.month"), 1),
        words(says("column.province"), 1.2),
      ],
      number(says("column.settled"), "kWh", 1.4),
      ...[number(says("column.grid"), "kgCO₂/kWh", 1.3), number(says("column.byGrid"), "tCO₂", 1.2)],
      ...[number(says("column.residual"), "kgCO₂/kWh", 1.3), number(says("column.byResidual"), "tCO₂", 1.2)],
    ],
    rows,
    sum: [says("sum"), "", "", sumOf(rows, 3), "", sumOf(rows, 5), "", sumOf(rows, 7)],
    notes: [says("note.accounting"), ...sourceNote(drafting, factors)],
  };
}
