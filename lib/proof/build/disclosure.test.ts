import { beforeAll, describe, expect, it } from "vitest";
import { contracts, type DisclosureLevel } from "@/lib/market/state";
import { verify } from "@/lib/proof/verify/verify";
import { type BundleRequest, buildBundle } from "./bundle";
import { sees, type Viewer, visibility } from "./disclosure";
import { Source } from "./source";
import { type Certified, certifiedMarket } from "./test-certified";

const levels: readonly DisclosureLevel[] = ["minimal", "standard", "full"];
const viewers: readonly Viewer[] = [
  "visitor",
  "link",
  "holder",
  "counterparty",
  "regulator",
  "exchange",
  "member",
];
const markets = new Map<DisclosureLevel, Certified>();

beforeAll(async () => {
  for (const level of levels) {
    markets.set(level, await certifiedMarket("disclosure", level === "standard" ? undefined : level));
  }
});

async function bundleOf(level: DisclosureLevel, viewer: Viewer, request: Partial<BundleRequest> = {}) {
  const market = markets.get(level);
  if (!market) throw new Error(level);
  const built = await buildBundle(new Source(market.ledger), { code: market.code, viewer, ...request });
  if (!built.ok) throw new Error(built.code);
  return { ...market, bundle: built.bundle };
}

/** Sealed fields of an entry by the names the table has for them. */
const prefixes: Readonly<Record<string, string>> = {
  "certificate.issue": "certificate",
  "contract.record": "contract",
  "meter.register": "meter",
  "unit.register": "unit",
  "participant.register": "participant",
  "plant.register": "plant",
};

function rowOf(type: string, field: string): string {
  return `${prefixes[type] ?? type}.${field.replace(/^records\/\d+\//, "")}`;
}

/** Values that stand sealed in one entry and are opened to the viewer in another, as a plant's or unit's code may. */
function levelValues({ envelopes }: Certified["market"], viewer: Viewer, level: DisclosureLevel): unknown[] {
  return envelopes.flatMap(({ command, openings }) => [
    ...publicTexts(command.payload),
    ...Object.entries(openings).flatMap(([field, [, value]]) =>
      sees(viewer, level, rowOf(command.type, field)) ? [value] : [],
    ),
  ]);
}

/** A salt or secret anywhere; a name or id as a text of its own, also inside an entry's. */
function tells(text: string, secret: string): boolean {
  if (/^[0-9a-f]{64}$/.test(secret)) return text.includes(secret);
  return (
    text.includes(`"${secret}"`) ||
    text.includes(`"${secret}\\"`) ||
    (/^[",]/.test(secret) && text.includes(secret))
  );
}

function publicTexts(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.values(value).flatMap(publicTexts);
}

const combinations = levels.flatMap((level) => viewers.map((viewer) => [level, viewer] as const));

describe("who sees what", () => {
  it.each(combinations)(
    "at level %s, a %s is opened what the table says and nothing else",
    async (level, viewer) => {
      const { bundle } = await bundleOf(level, viewer, { month: true });
      const opened = new Set<string>();
      for (const { entry, openings } of bundle.entries) {
        const { type } = JSON.parse(entry) as { type: string };
        for (const field of Object.keys(openings)) opened.add(rowOf(type, field));
      }
      for (const line of bundle.lines) {
        for (const field of Object.keys(line.openings)) opened.add(`line.${field}`);
        for (const field of Object.keys(line.traceOpenings)) opened.add(`trace.${field}`);
      }
      for (const { meter } of bundle.month?.days ?? []) {
        opened.add(meter.slice(9, 11) === "00" ? "reading.consumption" : "reading.production");
      }
      if (bundle.month?.ranges.length) opened.add("segment");
      if (bundle.inputs.length > 0) opened.add("plant.input");
      for (const row of opened)
        expect(sees(viewer, level, row), `${row} at ${level} to ${viewer}`).toBe(true);
      if (level !== "minimal" && viewer === "visitor") {
        const promised = Object.keys(visibility).filter((row) => sees(viewer, level, row));
        expect(promised.filter((row) => !opened.has(row))).toEqual([]);
      }
    },
  );

  it("names every field that the rules seal, and its columns only widen", async () => {
    const { market } = await bundleOf("full", "visitor");
    const rows = market.envelopes.flatMap(({ command }) =>
      Object.keys(command.sealed).map((field) => rowOf(command.type, field)),
    );
    // Who signed for whom, and keys, stay among the members: no row, so never opened.
    const closed = ["contract.onBehalfOf", "unit.onBehalfOf", "participant.key"];
    const missing = [...new Set(rows)].filter(
      (row) => visibility[row] === undefined && !closed.includes(row),
    );
    expect(missing).toEqual([]);
    for (const row of [...Object.keys(visibility), ...closed]) {
      for (const viewer of viewers) {
        const [minimal, standard, full] = levels.map((level) => sees(viewer, level, row));
        expect(!minimal || standard, row).toBe(true);
        expect(!standard || full, row).toBe(true);
        expect(!sees("visitor", "full", row) || sees(viewer, "full", row), row).toBe(true);
      }
    }
    for (const row of closed) for (const viewer of viewers) expect(sees(viewer, "full", row)).toBe(false);
  });

  it.each(levels)(
    "tells no visitor prices, contract numbers, secrets, ids or names that are sealed (%s)",
    async (level) => {
      for (const viewer of ["visitor", "link"] as const) {
        const kwh = level === "minimal" ? {} : { kwh: 3 };
        const { bundle, market } = await bundleOf(level, viewer, { month: true, ...kwh });
        const text = JSON.stringify(bundle);
        const forbidden = market.envelopes.flatMap(({ command, openings }) =>
          Object.entries(openings)
            .filter(([field]) => !sees(viewer, level, rowOf(command.type, field)))
            .flatMap(([, [salt, value]]) => [
              salt,
              ...(typeof value === "string" && value.length > 4 ? [value] : []),
            ]),
        );
        for (const [, { secret, number, energyPrice }] of contracts.list(market.state)) {
          forbidden.push(secret, `"${number}"`, `,${energyPrice}]`);
        }
        const open = new Set(levelValues(market, viewer, level));
        expect(forbidden.filter((secret) => !open.has(secret) && tells(text, secret))).toEqual([]);
        expect(text).not.toMatch(/Price"?\s*:\s*\[/);
      }
    },
  );

  it("still verifies for every viewer", async () => {
    for (const [level, viewer] of combinations) {
      const { bundle, market } = await bundleOf(level, viewer, { month: true });
      const verdict = await verify(JSON.stringify(bundle), {}, market.time);
      expect(
        verdict.checks.filter(({ ok }) => ok === false),
        `${level} ${viewer}`,
      ).toEqual([]);
    }
  });
});
