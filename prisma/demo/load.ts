import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { discloseCertificate } from "@/lib/gateway/disclose";
import { readRow } from "@/lib/gateway/view";
import type { ImportName } from "@/lib/jobs/import/import-file";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { certificates } from "@/lib/market/state";
import type { Store } from "@/lib/store/store";
import { units } from "./companies";
import { type DemoMonth, demoFiles } from "./files";
import { resentFile } from "./oddities";

export interface DemoLoad {
  readonly store: Store;
  readonly ledger: Ledger;
  /** LVJI_DATA: the files are kept there, so that an interrupted load goes on with the very same ones. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
}

/**
 * Loads the demonstration market the way any market is loaded: files, signed commands, settlement by the nodes,
 * certificates. Steps that are done are passed over, so it may be called again after a crash.
 */
export async function loadDemo(load: DemoLoad): Promise<void> {
  const { store, ledger, dataDir, log } = load;
  const desk = await openDesk(store, ledger, dataDir);
  const files = demoFiles();
  for (const { name, csv } of files.registrations) {
    await once(load, `demo/${name}`, () => importText(desk, name, name, csv));
  }
  for (const month of files.months) {
    log(`demonstration market: ${month.month}`);
    await once(load, `demo/${month.month}`, () => loadMonth(desk, month));
  }
}

async function loadMonth(desk: Desk, files: DemoMonth): Promise<void> {
  const { month, contracts, curves, mechanism, refusedCurves } = files;
  await importOnce(desk, "contracts", month, contracts);
  if (refusedCurves !== undefined) {
    const expected = new Set(["above-capacity"]);
    await once(desk, `demo/${month}/refused`, () =>
      importText(desk, "curves", resentFile, refusedCurves, expected),
    );
  }
  await importOnce(desk, "curves", month, curves);
  await importOnce(desk, "mechanism", month, mechanism);
  const settled = await runJob(desk, "settle", { month, preview: false });
  if (settled.refused.length > 0) throw new Error(`${month}: ${JSON.stringify(settled.refused[0])}`);
  const issued = await runJob(desk, "issue", { month });
  if (issued.refused.length > 0) throw new Error(`${month}: ${JSON.stringify(issued.refused[0])}`);
  for (const { code, unit } of issued.certificates) await chooseLevel(desk, code, unit);
}

function importOnce(desk: Desk, name: ImportName, month: string, csv: string): Promise<void> {
  const { store } = desk;
  return once({ store }, `demo/${month}/${name}`, () => importText(desk, name, `${month}-${name}`, csv));
}

const nothing: ReadonlySet<string> = new Set();

/** `expected`: codes of refusals that belong to the story. */
async function importText(
  desk: Desk,
  name: ImportName,
  fileName: string,
  csv: string,
  expected = nothing,
): Promise<void> {
  const folder = join(desk.dataDir, "demo");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${fileName}.csv`);
  writeFileSync(path, csv);
  const answer = await runJob(desk, "import", { name, path, zero: false, ownerKeys: "mixed" });
  // A process that died between the import and its marker left the whole file in the market already.
  const first = answer.refused.find(({ code }) => code !== "duplicate" && !expected.has(code));
  if (first) throw new Error(`the demonstration market's ${fileName}: ${JSON.stringify(first)}`);
}

/** Every company chooses for itself; whoever chose before is let be. */
async function chooseLevel(desk: Desk, code: string, unit: string): Promise<void> {
  const level = units.find((one) => one.id === unit)?.level ?? "standard";
  const row = await readRow(desk.ledger, certificates, code);
  if (level === "standard" || row?.levelEntry !== undefined) return;
  const answer = await discloseCertificate(desk, code, level);
  if (!answer.ok) throw new Error(`disclosing ${code}: ${answer.refusal.code}`);
}

async function once({ store }: { store: Store }, key: string, step: () => Promise<void>): Promise<void> {
  const done = await store.prisma.marker.findUnique({ where: { key } });
  if (done) return;
  await step();
  await store.prisma.marker.create({ data: { key, value: "done" } });
}
