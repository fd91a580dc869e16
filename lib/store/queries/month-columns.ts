import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { compareText } from "@/lib/crypto/bytes";
import type { ContractRow } from "@/lib/market/state";
import { type DigestKind, formOf } from "@/lib/store/digest/forms";
import { readDigest, writeDigest } from "@/lib/store/digest/sealed-digest";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { type Columns, columnsOf, packColumns, type Shape, unpackColumns } from "./columns";
import { KeptMonths } from "./kept-months";
import { newestOf } from "./newest-entries";
import { type LineRecord, linesOfMonth, versionKey } from "./records-lines";
import { ledgerRowBatches } from "./row-batches";

// A month's lines and contracts by columns, for lists of very many of them. Everything that narrows such a list lies
// sealed in its rows: these are opened once, and the columns kept in one sealed value.

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];
const kept = new KeptMonths<Columns>("columns", 120);

// A change of a shape below is another form (digest/forms.ts).

/** `path` holds the channels and their losses as JSON, in sending order. */
const lineShape: Shape<LineRecord> = {
  texts: { code: ({ contract }) => contract, number: ({ number }) => number },
  named: {
    month: ({ month }) => month,
    plant: ({ plant }) => plant,
    unit: ({ unit }) => unit,
    via: ({ via }) => via,
    path: ({ path }) => JSON.stringify(path.map(({ channel, lossPpm }) => ({ channel, lossPpm }))),
    limit: ({ limitedBy }) => limitedBy,
  },
  numbers: {
    contractKwh: ({ contractKwh }) => contractKwh,
    settledKwh: ({ settledKwh }) => settledKwh,
    sentWh: ({ sentWh }) => sentWh,
    landedWh: ({ landedWh }) => landedWh,
    entry: ({ entry }) => entry,
  },
};

/** `path` holds the channels' codes with commas between. */
const contractShape: Shape<ContractRow> = {
  texts: { code: ({ code }) => code, number: ({ number }) => number },
  named: {
    month: ({ month }) => month,
    plant: ({ plant }) => plant,
    unit: ({ unit }) => unit,
    via: ({ via }) => via,
    path: ({ path }) => path.join(","),
    mode: ({ mode }) => mode,
    term: ({ term }) => term,
    scope: ({ scope }) => scope,
  },
  numbers: {
    contractKwh: ({ contractKwh }) => contractKwh,
    energyPrice: ({ energyPrice }) => energyPrice,
    environmentPrice: ({ environmentPrice }) => environmentPrice,
    entry: ({ entry }) => entry,
  },
};

/** Lines of a month's newest version in contract-number order; none before it is settled. */
export async function lineColumns(store: Store, month: Month): Promise<Columns> {
  const row = await store.prisma.settlementMonth.findUnique({ where: { month } });
  const make = async () => columnsOf(await linesOfMonth(store, month), lineShape);
  if (row?.stage === "finished") {
    return digested(store, "line-columns", versionKey(store, row), make);
  }
  const newest = await newestOf(store, "settlement.");
  return kept.get(store, `open-lines/${month}/${newest}`, make);
}

/** A month's contracts in number order. Contracts are only added: as many as before are the same as before. */
export async function contractColumns(store: Store, month: Month): Promise<Columns> {
  const count = await store.prisma.contract.count({ where: { month } });
  return digested(store, "contract-columns", `${month}/${count}`, async () => {
    const found: ContractRow[] = [];
    for await (const rows of ledgerRowBatches(store, contractTable, "WHERE month = $1", [month])) {
      for (const row of rows) found.push(openState<ContractRow>(store, contractTable, row));
    }
    return columnsOf(
      found.sort((a, b) => compareText(a.number, b.number)),
      contractShape,
    );
  });
}

/** From memory, from the sealed value, or made; what was made of the month before is let go. `name` begins with the month. */
export function digested(
  store: Store,
  kind: DigestKind,
  name: string,
  make: () => Promise<Columns>,
): Promise<Columns> {
  const key = `${formOf(kind)}/${name}`;
  return kept.get(store, key, async () => {
    const known = await readDigest(store, key);
    if (known !== undefined) return unpackColumns(await inflate(known));
    const columns = await make();
    await writeDigest(store, key, new Uint8Array(await deflate(packColumns(columns), { level: 1 })));
    const older = { startsWith: `${formOf(kind)}/${name.slice(0, 7)}/`, not: key };
    await store.prisma.monthDigest.deleteMany({ where: { key: older } });
    return columns;
  });
}

/** What a month's units were settled, and in how many lines, in the order in which the columns name them. */
export function settledByUnit({ named, numbers }: Columns): {
  readonly unit: string;
  readonly lines: number;
  readonly settledKwh: number;
}[] {
  const { names = [], at = new Uint32Array() } = named.unit ?? {};
  const sums = names.map((unit) => ({ unit, lines: 0, settledKwh: 0 }));
  for (const [row, place] of at.entries()) {
    const sum = sums[place];
    if (sum === undefined) continue;
    sum.lines += 1;
    sum.settledKwh += numbers.settledKwh?.[row] ?? 0;
  }
  return sums;
}
