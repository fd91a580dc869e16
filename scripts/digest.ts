import { digestMonth, monthsToDigest } from "@/lib/store/digest/whole-month";
import { openStore } from "@/lib/store/store";

/** Newest first: that is the month people look at. */
async function main(): Promise<void> {
  const { DATABASE_URL: connectionString, LVJI_DATA: dataDir } = process.env;
  if (connectionString === undefined || dataDir === undefined) throw new Error("DATABASE_URL, LVJI_DATA");
  const store = await openStore({ connectionString, dataDir, connections: 4, skipMigrations: true });
  try {
    for (const month of (await monthsToDigest(store)).reverse()) await digestMonth(store, month);
  } finally {
    await store.close();
  }
}

await main();
