/** A worker in a process of its own, for tests that kill it: `tsx lib/jobs/test-worker.ts`. */
import { startWorker } from "@/lib/jobs/worker";
import { openLedger } from "@/lib/ledger/open";
import { openStore } from "@/lib/store/store";

const { TEST_DATABASE: connectionString = "", LVJI_DATA: dataDir = "" } = process.env;
const store = await openStore({ connectionString, dataDir, skipMigrations: true });
await startWorker(store, await openLedger({ dataDir }), dataDir);
