import "server-only";
import type { CsvValue } from "@/lib/files/csv";
import type { NationalMonth } from "@/lib/store/digest/national";

const names = ["totals", "provinces", "channels", "flows", "plants", "units"] as const;
export type TableName = (typeof names)[number];

export function isTable(name: string): name is TableName {
  return names.some((one) => one === name);
}

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

/** The overview's figures, exact: Wh, objects by trace code. */
export function tableOf({ about, sums }: NationalMonth, name: TableName): Table {
  if (name === "totals") return fromObjects([sums.totals]);
  if (name === "provinces") return fromObjects(sums.provinces);
  if (name === "channels")
    return fromObjects(about.channels.map((channel, at) => ({ ...channel, ...sums.channels[at] })));
  if (name === "plants")
    return fromObjects(
      about.plants.map((plant, at) => ({
        ...plant,
        lines: sums.plantLines[at] ?? 0,
        sentWh: sums.plantSentWh[at] ?? 0,
      })),
    );
  if (name === "units")
    return fromObjects(
      about.units.map((unit, at) => ({
        ...unit,
        lines: sums.unitLines[at] ?? 0,
        landedWh: sums.unitLandedWh[at] ?? 0,
      })),
    );
  return fromObjects(
    sums.flows.map(({ path, sentWh, landedWh, ...flow }) => ({
      ...flow,
      path: path.map((at) => about.channels[at]?.code ?? "").join(">"),
      ...{ sentWh, landedWh, lossWh: sentWh - landedWh },
    })),
  );
}

function fromObjects(objects: readonly Readonly<Record<string, CsvValue>>[] | readonly object[]): Table {
  const header = Object.keys(objects[0] ?? {}).map((name) =>
    name.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`),
  );
  return { header, rows: objects.map((one) => Object.values(one)) };
}
