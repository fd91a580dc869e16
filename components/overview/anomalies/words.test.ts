import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Evidence, EvidenceKind } from "@/lib/oversight/finding";
import { calendarOf, kwhText, minuteText, mwhText, timesText } from "./quantities";
import { spanOf, tellingOf } from "./words";

const plant = { plant: "P", day: 20260926, entries: [1] };
const readings = [
  { slot: 9, wh: 78_412_000 },
  { slot: 11, wh: 76_908_500 },
];
const evidences: Readonly<Record<EvidenceKind, Evidence>> = {
  "refused-reading": {
    ...{
      kind: "refused-reading",
      plant: "P",
      meter: "M",
      day: 20260926,
      ceilingWh: 75_000_000,
      refused: readings,
    },
    ...{ refusedAt: 1, job: "j", line: 2, comparedSlots: 96, firstWh: 9_000 },
    accepted: { wh: 8_500, entry: 3, readings },
  },
  "capacity-sum": { kind: "capacity-sum", ...plant, ceilingWh: 75_000_000, readings },
  "near-capacity": { kind: "near-capacity", ...plant, ceilingWh: 75_000_000, readings },
  "solar-night": { kind: "solar-night", ...plant, sunrise: 391, sunset: 1156, readings, wh: 5 },
  "channel-loss": {
    ...{ kind: "channel-loss", channel: "H", month: "2026-09", registeredPpm: 65_000, effectivePpm: 73_100 },
    ...{ bandPpm: 5_000, sentWh: 10, lossWh: 1, lines: 2 },
  },
  "loss-registered": {
    kind: "loss-registered",
    channel: "H",
    registeredPpm: 110_000,
    highestPpm: 100_000,
    entry: 1,
  },
  "contract-capability": {
    ...{ kind: "contract-capability", plant: "P", month: "2026-09", contractKwh: 12, capabilityKwh: 10 },
    ...{ capacityKw: 20_000, hours: 720, utilisationPermille: 300, contracts: [] },
  },
  "month-jump": {
    kind: "month-jump",
    unit: "U",
    month: "2026-10",
    wh: 9,
    days: 31,
    before: [],
    permille: 1_849,
  },
  "day-jump": {
    kind: "day-jump",
    unit: "U",
    day: 20261008,
    wh: 9,
    medianWh: 3,
    weeks: 8,
    permille: 3_000,
    entry: 1,
  },
  "member-diverged": {
    kind: "member-diverged",
    member: "grid",
    height: 9,
    root: "r",
    others: [],
    reason: "",
  },
  "day-unanchored": {
    ...{ kind: "day-unanchored", meter: "M", asset: "U", month: "2026-10", due: 1_796_054_400 },
    ...{ missing: [20261013], late: [], finishEntry: 4 },
  },
};

interface Texts {
  readonly [key: string]: Readonly<Record<string, string>>;
}

describe.each(["zh-CN", "en"])("in %s", (locale) => {
  const path = join(process.cwd(), "lib", "i18n", "messages", locale, "anomalies.json");
  const texts: Texts = JSON.parse(readFileSync(path, "utf8"));
  const calendar = calendarOf(locale === "en");
  it.each(Object.values(evidences))(
    "$kind has its sentences, and every figure in them is given",
    (evidence) => {
      const { sentence, question, about } = tellingOf(evidence, calendar, "N");
      const told = [
        [texts.sentence?.[evidence.kind], sentence],
        [texts.question?.[question[0]], question[1]],
        [texts.about?.[about[0]], about[1]],
      ] as const;
      for (const [text, values] of told) {
        expect(text).toBeTruthy();
        const wanted = [...(text ?? "").matchAll(/\{(\w+)(?=[,}])/g)].map(([, name = ""]) => name);
        for (const name of wanted) expect(values, `${name} of ${text}`).toHaveProperty(name);
      }
    },
  );
});

describe("figures", () => {
  it("are exact and say no zeros that mean nothing", () => {
    expect([0, 1, 1_000, 78_412_500, -2_050].map(kwhText)).toEqual(["0", "0.001", "1", "78,412.5", "−2.05"]);
    expect([75_000_000, 12_549_999, 0].map(mwhText)).toEqual(["75", "12.5", "0"]);
    expect([1_849, 1_999, 2_000].map(timesText)).toEqual(["1.8", "1.9", "2.0"]);
    expect([391, 1156, 1441, -1].map(minuteText)).toEqual(["06:31", "19:16", "00:01", "23:59"]);
  });
  it("span from the first reading to the end of the last", () => {
    expect(spanOf(readings)).toEqual({ from: "02:15", to: "03:00" });
    expect(spanOf([{ slot: 95, wh: 1 }])).toEqual({ from: "23:45", to: "24:00" });
  });
  it("have days as people say them", () => {
    expect(calendarOf(false).day(20260903)).toBe("9 月 3 日");
    expect(calendarOf(true).moment(1_796_054_400)).toMatch(/^\d+ \w{3} \d{4} \d\d:\d\d$/);
  });
});
