import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensurePostgres } from "@/lib/store/postgres/server";
import { openStore } from "@/lib/store/store";
import { fillScale } from "@/prisma/scale/fill";
import { FULL_SIZE } from "@/prisma/scale/size";

const log = (line: string): void => void process.stdout.write(`${line}\n`);

/** The market in `--data` (LVJI_DATA) may be running. Its ledger stays as it is: `npm run lvji -- rebuild` takes all away again. */
async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { data: text, plants: text, units: text, months: text, seed: text },
  });
  const dataDir = resolve(values.data ?? process.env.LVJI_DATA ?? ".data");
  const count = (name: "plants" | "units" | "months") => {
    const number = Number(values[name] ?? FULL_SIZE[name]);
    if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} is a whole number from 1`);
    return number;
  };
  const size = { plants: count("plants"), units: count("units"), months: count("months") };
  const postgres = await ensurePostgres({ dataDir, databaseUrl: process.env.DATABASE_URL, log });
  const store = await openStore({ connectionString: postgres.connectionString, dataDir });
  const started = performance.now();
  try {
    const filled = await fillScale(store, { ...size, seed: values.seed ?? FULL_SIZE.seed }, log);
    if (filled === undefined) return log("this market was filled before");
    const seconds = Math.round((performance.now() - started) / 1000);
    const { plants, units, contracts, certificates } = filled;
    log(
      `${plants} plants, ${units} units, ${contracts} contracts, ${certificates} certificates in ${seconds} s`,
    );
    log("a server that runs knows their names after its next start");
  } finally {
    await store.close();
    await postgres.stop();
  }
}

await main();
