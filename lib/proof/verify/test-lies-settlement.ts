import { entryOf, first, type Lie } from "./test-lies";

/** For tests: lies about what was settled and certified. */
export const settlementLies: readonly Lie[] = [
  {
    name: "an opening of another value",
    check: "line",
    code: "opening",
    bend: (bundle) => {
      const opening = first(bundle.lines).openings.contractKwh;
      if (opening) opening[1] = 1;
    },
  },
  {
    name: "an opened name that was not sealed",
    check: "line",
    code: "opening",
    bend: (bundle) => {
      const { openings } = entryOf(bundle, "certificate.issue");
      if (openings.name) openings.name[1] = "别人";
    },
  },
  {
    name: "roots of another month",
    check: "line",
    code: "line-root",
    forge: (forger) => {
      forger.entry(forger.line(0).settle).payload.month = "2026-01";
    },
  },
  {
    name: "roots of another plant",
    check: "line",
    code: "line-root",
    forge: (forger) => {
      forger.entry(forger.line(0).trace).payload.plant = forger.line(1).values.plant ?? "";
    },
  },
  {
    name: "a line left out",
    check: "line",
    code: "certificate-root",
    bend: ({ lines }) => void lines.pop(),
  },
  {
    name: "a line twice",
    check: "line",
    code: "certificate-root",
    bend: ({ lines }) => {
      lines[2] = first(lines);
    },
  },
  {
    name: "a total that the lines do not give",
    check: "line",
    code: "sum",
    forge: (forger) => {
      const { openings } = forger.entry("certificate.issue");
      if (openings.totals) openings.totals[1] = { settledKwh: 5 };
    },
  },
  {
    name: "a total that is no number",
    check: "line",
    code: "unreadable",
    forge: (forger) => {
      const { openings } = forger.entry("certificate.issue");
      if (openings.totals) openings.totals[1] = { settledKwh: "5" };
    },
  },
  {
    name: "a consumption that is not U",
    check: "line",
    code: "sum",
    forge: (forger) => {
      const { openings } = forger.entry("certificate.issue");
      if (openings.consumedWh) openings.consumedWh[1] = 5;
    },
  },
  {
    name: "a contract of another quantity",
    check: "line",
    code: "altered",
    forge: (forger) => {
      const { openings } = forger.entry("contract.record");
      const opening = openings["records/0/contractKwh"];
      if (opening) opening[1] = 5;
    },
  },
  {
    name: "a plant of another kind than the code says",
    check: "line",
    code: "other-code",
    forge: (forger) => {
      forger.record(forger.line(0).values.plant).type = "S1";
    },
  },
  {
    name: "a level that its holder did not choose",
    check: "line",
    code: "missing",
    bend: (bundle) => {
      bundle.level = "standard";
    },
  },
  {
    name: "less than its holder opened",
    check: "line",
    code: "missing",
    bend: (bundle) => {
      delete first(bundle.lines).openings.allowanceWh;
    },
  },
  {
    name: "another limit than comes out",
    check: "settlement",
    code: "recomputed",
    forge: (forger) => {
      const { values } = forger.line(0);
      values.limitedBy = values.limitedBy === "contract" ? "generation" : "contract";
    },
  },
  {
    name: "a larger allowance than comes out",
    check: "settlement",
    code: "recomputed",
    forge: (forger) => {
      const { values } = forger.line(0);
      values.allowanceWh = Number(values.allowanceWh) + 1_000;
    },
  },
];
