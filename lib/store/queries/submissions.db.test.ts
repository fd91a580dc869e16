import { beforeEach, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import { listSubmissions, submissionLatency } from "@/lib/store/queries/submissions";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";

let store: Store;
beforeEach(
  opening(openTestStore, (opened) => {
    ({ store } = opened);
  }),
);

const now = new Date("2026-10-05T08:00:00Z");
const hour = 3_600_000;

async function submitted(state: string, latencies: readonly (number | null)[], hoursAgo: number) {
  const at = new Date(now.getTime() - hoursAgo * hour);
  await store.prisma.submission.createMany({
    data: latencies.map((latencyMs, position) => ({
      ...{ at, state, latencyMs, txId: `${state}/${hoursAgo}/${position}` },
      ...{ type: "channel.register", source: "cli" },
    })),
  });
}

/** The value a share of the way along what is sorted, between two neighbours in proportion. */
function along(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

it("latency is that of what the ledger took in the window, each row counted once", async () => {
  const taken = [830, 12, 45, 7, 300, 45, 61, 19, 88, 5_000, 33];
  await submitted("accepted", taken, 1);
  // None of these is an answer of the ledger in the window.
  await submitted("accepted", [90_000, 1], 25);
  await submitted("accepted", [null], 1);
  await submitted("refused", [1, 1, 70_000], 1);
  await submitted("pending", [null, null], 1);
  const from = new Date(now.getTime() - 24 * hour);
  const latency = await submissionLatency(store, { from });
  expect(latency.count).toBe(taken.length);
  expect(latency.p50).toBe(45);
  expect(latency.p95).toBeCloseTo(along(taken, 0.95), 6);
  expect(latency.p99).toBeCloseTo(along(taken, 0.99), 6);
  const longer = await submissionLatency(store, { from: new Date(now.getTime() - 48 * hour) });
  expect(longer.p95).toBeCloseTo(along([...taken, 90_000, 1], 0.95), 6);
});

it("where nothing was taken there is no latency, which is not one of nothing", async () => {
  await submitted("refused", [3], 1);
  expect(await submissionLatency(store)).toEqual({
    ...{ count: 0, p50: undefined, p95: undefined, p99: undefined },
  });
});

it("a submission is found by how its transaction begins, or by its entry", async () => {
  const rows = [
    { txId: "ab12", index: 7 },
    { txId: "ab34", index: 12 },
    { txId: "1200", index: 3 },
  ];
  await store.prisma.submission.createMany({
    data: rows.map((row) => ({ ...row, state: "accepted", type: "channel.register", source: "cli" })),
  });
  const found = async (sought: string) =>
    (await listSubmissions(store, { sought }, { descending: false })).rows.map(({ txId }) => txId);
  expect((await found("AB")).sort(compareText)).toEqual(["ab12", "ab34"]);
  expect((await found("12")).sort(compareText)).toEqual(["1200", "ab34"]);
  expect(await found("7")).toEqual(["ab12"]);
  expect(await found("%")).toEqual([]);
  expect((await listSubmissions(store, { sought: "ab", type: "other" })).total).toBe(0);
});
