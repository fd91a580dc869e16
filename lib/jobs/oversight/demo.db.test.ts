import { beforeAll, expect, it } from "vitest";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { scan } from "@/lib/jobs/oversight/scan";
import type { OpenLedger } from "@/lib/ledger/open";
import { project } from "@/lib/store/projection/project";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";
import { loadDemo } from "@/prisma/demo/load";

let database: TestDatabase;
let store: Store;
let ledger: OpenLedger;
beforeAll(
  opening(openTestDesk, async (opened) => {
    ({ database, store, ledger } = opened);
    await loadDemo({ store, ledger, dataDir: database.dataDir, log: () => undefined });
    await project(store, ledger);
  }),
  240_000,
);

it("the demonstration market holds the oddities put into it, and no others", async () => {
  const now = Math.floor(Date.now() / 1000);
  expect(await scan(store, ledger, now)).toEqual({ found: 5, changed: 0, returned: 0, vanished: 0 });
  const rows = await store.prisma.anomaly.findMany({ orderBy: { key: "asc" } });
  expect(rows.map(({ rule, month, provinces, state }) => [rule, month, provinces.join(), state])).toEqual([
    ["above-capacity", "2026-09", "15", "open"],
    ["consumption-jump", "2026-10", "42", "open"],
    ["contract-capability", "2026-09", "65", "open"],
    ["day-unanchored", "2026-10", "15", "open"],
    ["solar-night", "2026-09", "64", "open"],
  ]);
  expect(await scan(store, ledger, now + 60)).toEqual({ found: 0, changed: 0, returned: 0, vanished: 0 });
  expect(await store.prisma.anomalyEvent.count()).toBe(5);
});
