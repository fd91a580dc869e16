import type { PathChannel } from "@/lib/market/settlement/line-leaf";
import type { LimitedBy } from "@/lib/market/settlement/rules";
import { formOf } from "@/lib/store/digest/forms";
import { readJson, writeJson } from "@/lib/store/digest/sealed-digest";
import type { Store } from "@/lib/store/store";
import type { LineRecord } from "./records-lines";

/** A month's lines by columns; plants, units and paths are named once and pointed to. A change is another form (`forms.ts`). */
interface Columns {
  readonly names: readonly string[];
  readonly paths: readonly (readonly PathChannel[])[];
  readonly rows: readonly Row[];
}

type Row = readonly [
  contract: string,
  number: string,
  plant: number,
  unit: number,
  via: number,
  path: number,
  contractKwh: number,
  settledKwh: number,
  limitedBy: LimitedBy,
  sentWh: number,
  landedWh: number,
  G: number,
  C: number,
  U: number,
  D: number,
  entry: number,
  contractEntry: number,
];

/** What the rows of the ledger gave before; undefined where there is none, or none that opens. `key` names the rows it was made of. */
export async function readLineDigest(
  store: Store,
  key: string,
  month: string,
  version: number,
): Promise<LineRecord[] | undefined> {
  const columns = await readJson<Columns>(store, keyOf(key));
  return columns === undefined ? undefined : recordsOf(columns, month, version);
}

export async function writeLineDigest(
  store: Store,
  key: string,
  lines: readonly LineRecord[],
): Promise<void> {
  await writeJson(store, keyOf(key), columnsOf(lines));
}

function keyOf(key: string): string {
  return `${formOf("lines")}/${key}`;
}

function columnsOf(lines: readonly LineRecord[]): Columns {
  const names = new Map<string, number>();
  const paths = new Map<string, number>();
  const at = (known: Map<string, number>, text: string): number => {
    const place = known.get(text) ?? known.size;
    known.set(text, place);
    return place;
  };
  const rows = lines.map(
    (line): Row => [
      ...([line.contract, line.number] as const),
      ...([at(names, line.plant), at(names, line.unit), at(names, line.via)] as const),
      at(paths, JSON.stringify(line.path)),
      ...([line.contractKwh, line.settledKwh, line.limitedBy, line.sentWh, line.landedWh] as const),
      ...([line.G, line.C, line.U, line.D, line.entry, line.contractEntry] as const),
    ],
  );
  return { names: [...names.keys()], paths: [...paths.keys()].map((text) => JSON.parse(text)), rows };
}

// One plain literal a line: of spread parts, a hundred thousand of them take seconds.
function recordsOf({ names, paths, rows }: Columns, month: string, version: number): LineRecord[] {
  return rows.map((row) => ({
    contract: row[0],
    number: row[1],
    month,
    version,
    plant: names[row[2]] ?? "",
    unit: names[row[3]] ?? "",
    via: names[row[4]] ?? "",
    path: paths[row[5]] ?? [],
    contractKwh: row[6],
    settledKwh: row[7],
    deviationKwh: row[6] - row[7],
    limitedBy: row[8],
    sentWh: row[9],
    landedWh: row[10],
    lossWh: row[9] - row[10],
    G: row[11],
    C: row[12],
    U: row[13],
    D: row[14],
    entry: row[15],
    contractEntry: row[16],
  }));
}
