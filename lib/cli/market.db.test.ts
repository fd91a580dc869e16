import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import type { Desk } from "@/lib/gateway/desk";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { verify } from "@/lib/proof/verify/verify";
import { opening, type TestDatabase } from "@/lib/store/test-database";

let database: TestDatabase;
let ledger: Ledger;
let desk: Desk;
beforeEach(
  opening(openTestDesk, (opened) => {
    ({ database, ledger, desk } = opened);
  }),
);

async function importText(name: Parameters<typeof fileName>[0], text: string, ownerKeys: "none" | "mixed") {
  const path = fileName(name);
  writeFileSync(path, text);
  return runJob(desk, "import", { name, path, zero: false, ownerKeys });
}

function fileName(
  name: "participants" | "plants" | "units" | "meters" | "channels" | "contracts" | "mechanism" | "curves",
) {
  return join(database.dataDir, `${name}.csv`);
}

describe("a market made of random CSV files", () => {
  it.each([1, 2, 3])(
    "seed %i: refused as spoiled, settled as the naive rules say, certified, verified",
    async (seed) => {
      const market = randomMarket(seed);
      for (const { name, text, refused, accepted } of market.files) {
        const answer = await importText(name, text, seed % 2 === 0 ? "mixed" : "none");
        expect(
          answer.refused.map(({ line, field, code }) => `${line}|${field}|${code}`),
          name,
        ).toEqual(refused);
        expect(answer.accepted, name).toBe(accepted);
      }
      const preview = await runJob(desk, "settle", { month: market.month, preview: true });
      const settled = await runJob(desk, "settle", { month: market.month, preview: false });
      expect(preview).toEqual(settled);
      expect(settled.lines.map(({ channels: _, deviationKwh: __, lossWh: ___, ...line }) => line)).toEqual(
        market.lines,
      );
      expect(await runJob(desk, "settle", { month: market.month, preview: false })).toEqual(settled);

      const issued = await runJob(desk, "issue", { month: market.month });
      expect(await runJob(desk, "issue", { month: market.month })).toEqual(issued);
      const certified = [
        ...new Set(market.lines.filter(({ settledKwh }) => settledKwh > 0).map(({ unit }) => unit)),
      ];
      expect(issued.certificates.map(({ unit }) => unit)).toEqual(certified.sort((a, b) => (a < b ? -1 : 1)));
      for (const { code, unit, kwh, lines } of issued.certificates) {
        const own = market.lines.filter((line) => line.unit === unit);
        expect(lines).toEqual(own.map(({ contract }) => contract));
        expect(kwh).toBe(own.reduce((sum, { settledKwh }) => sum + settledKwh, 0));
        for (const n of [1, Math.ceil(kwh / 2), kwh]) {
          const built = await buildBundle(new Source(ledger), { code, kwh: n });
          if (!built.ok) throw new Error(built.code);
          const verdict = await verify(JSON.stringify(built.bundle), {}, Math.floor(Date.now() / 1000));
          expect(verdict.checks.filter(({ ok }) => ok === false)).toEqual([]);
          expect(verdict.verdict).toBe("verified");
        }
      }
    },
  );
});

describe("a month with a meter open", () => {
  it("settles no line and names each contract and open side", async () => {
    const market = randomMarket(4);
    for (const { name, text } of market.files) {
      const cut =
        name === "curves"
          ? text
              .split(/\r?\n/)
              .filter((line) => !line.startsWith("MU0,2026-02-07"))
              .join("\n")
          : text;
      await importText(name, cut, "none");
    }
    const { lines, refused } = await runJob(desk, "settle", { month: market.month, preview: false });
    expect(lines).toEqual([]);
    const open = market.lines.filter(({ unit }) => unit === "U0").map(({ contract }) => contract);
    expect(refused.map(({ contract, code }) => [contract, code])).toEqual(
      open.map((contract) => [contract, "not-closed"]),
    );
    expect(open.length).toBeGreaterThan(0);
    expect((await runJob(desk, "issue", { month: market.month })).refused[0]?.code).toBe("not-finished");
  });
});

describe("a settled month", () => {
  it("takes nothing in any more: contracts, mechanism energy and days of meters that came late are frozen", async () => {
    const market = randomMarket(8);
    for (const { name, text } of market.files) await importText(name, text, "none");
    await runJob(desk, "settle", { month: market.month, preview: false });
    const flaws = async (name: Parameters<typeof fileName>[0], text: string) => {
      const { refused } = await importText(name, text, "none");
      return refused.map(({ field, code }) => `${field}|${code}`);
    };
    const contracts = market.files.find(({ name }) => name === "contracts")?.text ?? "";
    const line = market.lines[0];
    const [header = "", ...rows] = contracts.replace("\uFEFF", "").split(/\r?\n/);
    const row = rows.find((text) => text.startsWith(`${line?.contract},`)) ?? "";
    expect(await flaws("contracts", `${header}\n${row}\n`)).toEqual(["number|duplicate", "month|frozen"]);
    expect(await flaws("contracts", `${header}\nNEW${row}\n`)).toEqual(["month|frozen"]);
    expect(await flaws("mechanism", "plant,month,kwh\nP0,2026-02,1\nP0,2026-03,1\n")).toHaveLength(1);
    await importText("meters", "id,role,of\nLATE,consumption,U0\n", "none");
    const late = Array.from({ length: 96 }, (_, at) => {
      const clock = `${String(Math.floor(at / 4)).padStart(2, "0")}:${String((at % 4) * 15).padStart(2, "0")}`;
      return `LATE,2026-02-05T${clock}+08:00,1`;
    });
    const frozen = await flaws("curves", `meter,start,kwh\n${late.join("\n")}\n`);
    expect(new Set(frozen)).toEqual(new Set(["start|frozen"]));
    expect(frozen).toHaveLength(96);
  });
});
