import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ImportTally } from "@/lib/jobs/import/answer";
import type { MeterFacts } from "@/lib/jobs/import/curves/curve-lines";
import {
  type CurveFile,
  expectedAnswer,
  type OracleMeter,
  pick,
  randomCurveFile,
  randomOf,
} from "@/lib/jobs/import/curves/curves.oracle";
import { DayFlaws } from "@/lib/jobs/import/curves/day-flaws";
import { type Batch, enterDays } from "@/lib/jobs/import/curves/enter-days";
import { readCurves } from "@/lib/jobs/import/curves/read-curves";
import { memoryStage } from "@/lib/jobs/import/curves/stage";
import { formatDay } from "@/lib/units/day";

const METERS: readonly OracleMeter[] = [
  { id: "SUN", code: "L1M-SUN", plant: { type: "S1", capacityKw: 1000 } },
  { id: "ROOF", code: "L1M-ROOF", plant: { type: "S2", capacityKw: 30 } },
  { id: "WIND", code: "L1M-WIND", plant: { type: "W1", capacityKw: 500 } },
  { id: "USER, main", code: "L1M-USER" },
];

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lvji-curves-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gridOf = (meter: string) => (METERS.find(({ code }) => code === meter)?.plant ? "G" : "H");

async function readText(text: string, zero: boolean) {
  const path = join(folder, "curves.csv");
  writeFileSync(path, text);
  const facts = new Map<string, MeterFacts>(
    METERS.map(({ id, code, plant }) => [id, { code, grid: gridOf(code), ...(plant ? { plant } : {}) }]),
  );
  const stage = memoryStage();
  const meters = { learn: async () => undefined, get: (id: string) => facts.get(id) };
  const dayFlaws = new DayFlaws();
  const tally = (columns: readonly string[]) => new ImportTally(columns);
  return { stage, dayFlaws, read: await readCurves(path, { zero, meters, stage, dayFlaws, tally }) };
}

async function importText(text: string, zero: boolean, anchored: ReadonlySet<string>) {
  const { stage, dayFlaws, read } = await readText(text, zero);
  const idOf = new Map(METERS.map(({ id, code }) => [code, id]));
  const batches: Batch[] = [];
  await enterDays(read, {
    zero,
    stage,
    standing: async (meter, day) => (anchored.has(`${idOf.get(meter)}/${formatDay(day)}`) ? "taken" : "new"),
    gridOf,
    anchor: async (batch) => void batches.push(batch),
  });
  return { answer: read.tally.answer(), batches, flaws: dayFlaws.noted() };
}

function flat({ refused, ...rest }: Awaited<ReturnType<typeof importText>>["answer"]) {
  return { ...rest, refused: refused.map(({ line, field, code }) => `${line}|${field}|${code}`).sort() };
}

function expected(file: CurveFile, zero: boolean, anchored: ReadonlySet<string>) {
  const answer = expectedAnswer(file, METERS, zero, anchored);
  return { ...answer, refused: [...answer.refused].sort() };
}

describe("curves of random files", () => {
  it("are accepted and refused as the plain reading of formats.md says, in both layouts", async () => {
    let refusals = 0;
    let noted = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomOf(seed);
      const wide = seed % 2 === 0;
      const file = randomCurveFile(random, METERS, wide);
      const zero = random() < 0.4;
      const anchored = new Set(random() < 0.3 ? [`${pick(random, METERS).id}/2026-02-28`] : []);
      const { answer, batches, flaws } = await importText(file.text, zero, anchored);
      const days = batches.flatMap(({ day, curves }) => curves.map(({ meter }) => `${day}/${meter}`));
      const refusedDays = flaws.map(({ day, meter }) => `${day}/${meter}`);
      expect(days.filter((one) => refusedDays.includes(one))).toEqual([]);
      for (const { line, code } of flaws)
        expect(answer.refused).toContainEqual(expect.objectContaining({ line, code }));
      noted += flaws.length;
      expect(flat(answer), `seed ${seed}`).toEqual(expected(file, zero, anchored));
      const sorted = [...answer.refused].sort((a, b) => a.line - b.line);
      expect(answer.refused.map(({ line }) => line)).toEqual(sorted.map(({ line }) => line));
      const entered = batches.flatMap(({ curves }) => curves.flatMap(({ wh }) => [...wh]));
      expect(entered.reduce((sum, wh) => sum + wh, 0)).toBe(answer.totalWh);
      expect(new Set(batches.map(({ day, grid }) => `${day}/${grid}`)).size).toBe(batches.length);
      refusals += answer.refused.length;
    }
    expect(refusals).toBeGreaterThan(1000);
    expect(noted).toBeGreaterThan(100);
  });
});

const DAY = Array.from({ length: 96 }, (_, slot) => {
  const clock = `${String(Math.floor(slot / 4)).padStart(2, "0")}:${String((slot % 4) * 15).padStart(2, "0")}`;
  return `WIND,2026-03-01T${clock}:00+08:00,1.5`;
});
const file = (lines: readonly string[]) => `meter,start,kwh\n${lines.join("\n")}\n`;

describe("a meter's day", () => {
  it("enters whole, whatever the order of its lines", async () => {
    const { answer } = await importText(file([...DAY].reverse()), false, new Set());
    expect(answer).toEqual({ accepted: 96, refused: [], zeroed: 0, totalWh: 144_000 });
  });

  it("is refused for one missing reading, and filled with 0 where that was asked", async () => {
    const short = file(DAY.slice(1));
    const strict = await importText(short, false, new Set());
    expect(strict.answer.refused).toHaveLength(95);
    expect(new Set(strict.answer.refused.map(({ code }) => code))).toEqual(new Set(["day-incomplete"]));
    const filled = await importText(short, true, new Set());
    expect(filled.answer).toEqual({ accepted: 95, refused: [], zeroed: 1, totalWh: 142_500 });
  });

  it("is refused when a line that comes after all 96 names it again, even with --zero", async () => {
    const { answer } = await importText(file([...DAY, DAY[0] ?? ""]), true, new Set());
    expect(answer.accepted).toBe(0);
    expect(answer.refused.filter(({ code }) => code === "duplicate")).toMatchObject([
      { line: 98, field: "start" },
    ]);
    expect(answer.refused.filter(({ code }) => code === "day-incomplete")).toHaveLength(96);
  });

  it("is refused for a start off the quarter-hour grid", async () => {
    const { answer } = await importText(file([...DAY, "WIND,2026-03-01T00:01:00+08:00,0"]), true, new Set());
    expect(answer.refused.at(-1)).toMatchObject({ line: 98, field: "start", code: "grid-time" });
    expect(answer.accepted).toBe(0);
  });
});

describe("an import whose batches get no answer", () => {
  it.each([1, 2, 12])("ends with that, however late the next of %i days is read", async (days) => {
    const slots = Array.from({ length: 96 }, (_, at) => `t${String(at + 1).padStart(2, "0")}`);
    const rows = Array.from({ length: days }, (_, at) => [
      "WIND",
      `2026-02-${String(at + 10)}`,
      ...slots.map(() => "0"),
    ]);
    const text = [["meter", "date", ...slots], ...rows].map((row) => row.join(",")).join("\n");
    const { stage, read } = await readText(text, false);
    let atWork = 0;
    const entrance = {
      zero: false,
      stage: {
        ...stage,
        // As a database under load.
        async *days() {
          for await (const run of stage.days()) {
            yield run;
            await sleep(2);
          }
        },
      },
      standing: async () => "new" as const,
      gridOf,
      async anchor({ day }: Batch) {
        atWork++;
        const isLast = day === 20260209 + days;
        await sleep(isLast ? 0 : 5);
        atWork--;
        if (isLast) throw new Error("no answer");
        return undefined;
      },
    };
    await expect(enterDays(read, entrance)).rejects.toThrow("no answer");
    expect(atWork).toBe(0);
    expect(read.tally.answer().accepted).toBe(days - 1);
  });
});
