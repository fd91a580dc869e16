import { beforeAll, describe, expect, it } from "vitest";
import { fingerprintHex } from "@/lib/market/members/roster";
import { seeded } from "@/lib/market/test-author";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { type Certified, certifiedMarket } from "@/lib/proof/build/test-certified";
import type { Bundle } from "./bundle";
import type { Trust } from "./checks";
import { compareOffsets } from "./compare";
import type { Figures } from "./figures";
import { Forger } from "./test-forger";
import type { Verdict } from "./verdict";
import { verify } from "./verify";

let certified: Certified;
let trust: Trust;
beforeAll(async () => {
  certified = await certifiedMarket("altered", "full");
  trust = { fingerprint: fingerprintHex(certified.market.roster) };
});

async function bundleOf(code: string, month = false): Promise<Bundle> {
  const built = await buildBundle(new Source(certified.ledger), { code, kwh: 5, month });
  if (!built.ok) throw new Error(built.code);
  return built.bundle;
}

/** Numbers from a seed: the same mutations on every run, and a failing one is found again by its number. */
function randomOf(seed: string): (below: number) => number {
  let block = seeded(seed);
  let at = 0;
  return (below) => {
    if (at + 4 > block.length) [block, at] = [seeded(`${seed}/${Array.from(block).join()}`), 0];
    const value = new DataView(block.buffer, block.byteOffset).getUint32(at);
    at += 4;
    return value % below;
  };
}

type Node = Record<string, unknown> | unknown[];

/** Every place of the bundle that holds a value: its container and its key. */
function places(node: unknown, found: [Node, string | number][] = []): [Node, string | number][] {
  if (typeof node !== "object" || node === null) return found;
  const container = node as Node;
  for (const key of Array.isArray(container) ? container.keys() : Object.keys(container)) {
    found.push([container, key]);
    places((container as Record<string | number, unknown>)[key], found);
  }
  return found;
}

function mutated(text: string, random: (below: number) => number): string {
  if (random(3) === 0) {
    const at = random(text.length);
    const unit = text.charCodeAt(at) ^ (1 << random(6));
    return text.slice(0, at) + String.fromCharCode(unit) + text.slice(at + 1);
  }
  const bundle: unknown = JSON.parse(text);
  const all = places(bundle);
  const [container, key] = all[random(all.length)] ?? [[], 0];
  change(container as Record<string | number, unknown>, key, random);
  return JSON.stringify(bundle);
}

function change(
  container: Record<string | number, unknown>,
  key: string | number,
  random: (below: number) => number,
): void {
  const value = container[key];
  const kind = random(4);
  if (typeof value === "number" && kind < 3) container[key] = value + (random(2) === 0 ? 1 : -1);
  else if (typeof value === "string" && kind < 2 && value !== "") container[key] = flipped(value, random);
  else if (Array.isArray(container) && kind === 2) container.splice(Number(key), 0, structuredClone(value));
  else if (Array.isArray(container) && kind === 3) container.splice(Number(key), 1);
  else if (Array.isArray(container)) swap(container, Number(key), random(container.length));
  else if (kind === 3) delete container[key];
  else container[key] = [null, -1, "", {}, [], true, 2 ** 53][random(7)];
}

function swap(list: unknown[], a: number, b: number): void {
  [list[a], list[b]] = [list[b], list[a]];
}

function flipped(text: string, random: (below: number) => number): string {
  const at = random(text.length);
  const digits = '0123456789abcdefXYZ \n"';
  return text.slice(0, at) + digits.charAt(random(digits.length)) + text.slice(at + 1);
}

/** What is printed, save which of the members' signatures this copy carries: three of four are enough. */
function printed({ ledger, ...figures }: Figures): string {
  return JSON.stringify({
    ...figures,
    ledger: { ...ledger, members: ledger.members.map(({ name }) => name) },
  });
}

describe("a bundle with one change", () => {
  it.each([
    ["full", 600],
    ["standard", 1_400],
  ] as const)(
    "never says something else and is verified (%s, %i times)",
    async (level, times) => {
      const { code, other, market } = certified;
      const truth = JSON.stringify(await bundleOf(level === "full" ? code : other));
      const told = (await verify(truth, trust, market.time)).figures;
      if (!told) throw new Error("the truth is not verified");
      const random = randomOf(`mutations/${level}`);
      let refused = 0;
      for (let number = 0; number < times; number++) {
        const text = mutated(truth, random);
        const verdict: Verdict = await verify(text, trust, market.time);
        if (verdict.verdict !== "verified") refused++;
        else if (!verdict.figures || printed(verdict.figures) !== printed(told)) {
          throw new Error(`mutation ${number} is verified and says something else`);
        }
      }
      // The rest changed what nothing rests on: spare cosignatures and attestations, the order of entries.
      expect(refused).toBeGreaterThan(0.85 * times);
    },
    180_000,
  );

  it("is no crash, whatever it is", async () => {
    const deep = `${"[".repeat(100_000)}`;
    const odd = ["", "null", "[]", "{}", deep, '{"v":1}', "\ud800", '{"a":1,"a":1}', "9".repeat(400)];
    for (const text of odd) expect((await verify(text, {}, 0)).verdict).toBe("unusable");
    expect((await verify(Uint8Array.of(0xff, 0xfe), {}, Number.NaN)).verdict).toBe("unusable");
    const bundle = JSON.stringify(await bundleOf(certified.other));
    const strange = {
      fingerprint: "x",
      pinned: "",
      t: "",
      v: "",
      code: "",
      kwh: -1,
      seen: { size: -5, root: "z" },
    };
    expect((await verify(bundle, strange, Number.NaN)).verdict).toBe("failed");
  });
});

describe("two bundles", () => {
  it("that share no Wh of generation do not overlap; a month and a kWh of it are one claim", async () => {
    const { code, other } = certified;
    const [mine, theirs] = [await bundleOf(code, true), await bundleOf(other, true)];
    const said = compareOffsets(JSON.stringify(mine), JSON.stringify(theirs));
    expect(said).toEqual({ ok: true, overlaps: [] });
    expect(compareOffsets(JSON.stringify(mine), JSON.stringify(mine))).toEqual({ ok: true, overlaps: [] });
    expect(compareOffsets(JSON.stringify(mine), "{}").ok).toBe(false);
  });

  it("that claim the same Wh are the proof of a fraud", async () => {
    const { code, market } = certified;
    const truth = await bundleOf(code, true);
    const secrets = { members: market.members, keys: [...market.keyOf.values()] };
    const forger = new Forger(truth, secrets, market.time);
    // The same generation under another line: the trace leaf differs, the places are the same.
    forger.line(0).coincidentWh += 1;
    const forged = await forger.sealed();
    const said = compareOffsets(JSON.stringify(truth), JSON.stringify(forged));
    if (!said.ok) throw new Error(said.reason);
    const claimed = Number(truth.lines[0]?.openings.sentWh?.[1]);
    expect(said.overlaps.reduce((sum, { wh }) => sum + wh, 0)).toBeGreaterThanOrEqual(claimed);
    expect(new Set(said.overlaps.map(({ plant }) => plant))).toContain(truth.lines[0]?.openings.plant?.[1]);
    const elsewhere = { ...forged, market: "other.example/green" };
    expect(compareOffsets(JSON.stringify(truth), JSON.stringify(elsewhere)).ok).toBe(false);
  });
});
