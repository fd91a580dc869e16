import { settleLine } from "@/lib/market/settlement/rules";
import type { Figures, LineFigures } from "@/lib/proof/verify/figures";
import {
  type Check,
  type CheckCode,
  type CheckId,
  checkIds,
  groupOf,
  type Verdict,
} from "@/lib/proof/verify/verdict";

/** Figures of a small certificate for the tests of the page: one line over two channels, settled by the rules. */
const path = [
  { code: "H1", name: "甲乙直流", fromProvince: "63", toProvince: "62", lossPpm: 65_400 },
  { code: "H2", name: "乙丙直流", fromProvince: "62", toProvince: "41", lossPpm: 20_000 },
];
const settled = settleLine({ contractKwh: 500, path, G: 1_200_000, C: 1_545_908, U: 9_000_000, D: 500_000 });

export const line: LineFigures = {
  contract: "K2",
  plant: {
    code: "P1",
    name: "甲光伏电站",
    type: "S1",
    province: "63",
    place: "632521",
    latE6: 36_180_000,
    lonE6: 100_580_000,
    capacityKw: 1000,
    projectCode: "",
  },
  from: 0,
  mode: "bilateral",
  term: "monthly",
  scope: "inter-provincial",
  contractKwh: 500,
  settledKwh: settled.settledKwh,
  deviationKwh: settled.deviationKwh,
  limitedBy: settled.limitedBy,
  sentWh: settled.sentWh,
  landedWh: settled.landedWh,
  lossWh: settled.sentWh - settled.landedWh,
  G: 1_200_000,
  C: 1_545_908,
  quotaWh: settled.quotaWh,
  allowanceWh: settled.allowanceWh,
  channels: path.map((channel, at) => ({
    ...channel,
    ...(settled.edges[at] ?? { sentWh: 0, lossWh: 0, landedWh: 0 }),
  })),
};

export const figures: Figures = {
  code: "L1C632521S141202609210000000001X",
  market: "test.example",
  month: "2026-09",
  version: 1,
  issuedAt: 1_792_468_800,
  level: "standard",
  hash: "c185315b62527796e1bc55ca540040975992694933da7c67ee04f72d761f0875",
  entry: 40,
  settledKwh: settled.settledKwh,
  unitProvince: "41",
  lines: [line],
  kwh: { n: 7, line: 0, sentWh: 1093, landedWh: 1000, lossWh: 93, channels: [], pieces: [] },
  ledger: { size: 50, root: "00", members: [], quorum: 3 },
  evidence: { production: [], trade: [], transmission: [], consumption: [], settlement: [] },
};

/** A verdict in which every check holds but those named. */
export function verdictWith(ends: Partial<Record<CheckId, [boolean | null, CheckCode]>>): Verdict {
  const checks = checkIds.map((id): Check => {
    const [ok, code] = ends[id] ?? [true, "ok"];
    return { id, group: groupOf[id], ok, code, reason: "", detail: {} };
  });
  const failed = checks.some((check) => check.ok === false);
  return {
    verdict: failed ? "failed" : "verified",
    trust: "single-operator",
    pinned: false,
    status: { standing: "valid", age: "now" },
    checks,
    ...(failed ? {} : { figures }),
  };
}
