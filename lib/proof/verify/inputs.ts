import { fromHex, utf8 } from "@/lib/crypto/bytes";
import { parseJson } from "@/lib/crypto/canonical";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { verifyInclusion } from "@/lib/crypto/merkle/verify";
import { once, type State } from "./checks";
import { hash, insistBefore, list, quantity, type ReadEntry, text } from "./evidence";
import type { ReadLine } from "./lines";
import { insist, Mismatch, need } from "./mismatch";
import type { ProvedCurve } from "./readings";

/** What a plant's month was frozen with before anything of it was settled. */
export interface PlantInput {
  readonly onGridWh: number;
  readonly mechanismWh: number;
  readonly G: number;
  readonly C: number;
  /** All of them: a bundle cannot leave one out. */
  readonly meters: readonly string[];
}

/** By plant, each leaf proved to stand under the input root of the certificate's month and version. */
export function plantInputs(state: State): ReadonlyMap<string, PlantInput> {
  return once(state, "inputs", () => {
    const freeze = freezeOf(state);
    const root = hash(freeze.result.inputRoot, "inputRoot");
    const inputs = new Map<string, PlantInput>();
    for (const { leaf, index, size, proof } of state.bundle.inputs) {
      const bytes = utf8(leaf);
      const claim = { leafHash: leafHash(bytes), index, size, proof: proof.map(fromHex), root };
      const inside = verifyInclusion(claim);
      insist(inside.ok, "reading-root", "what a plant's month was frozen with is not in the input root");
      const parsed = parseJson(bytes);
      insist(parsed.ok, "unreadable", "an input leaf is no JSON");
      const [kind, plant, onGridWh, mechanismWh, G, C, meters] = list(parsed.value, "input leaf");
      insist(kind === "plant", "unreadable", "an input leaf is no plant's");
      inputs.set(text(plant, "plant"), {
        onGridWh: quantity(onGridWh, "onGridWh"),
        mechanismWh: quantity(mechanismWh, "mechanismWh"),
        G: quantity(G, "G"),
        C: quantity(C, "C"),
        meters: list(meters, "meters").map((meter) => text(meter, "meter")),
      });
    }
    return inputs;
  });
}

function freezeOf({ evidence }: State): ReadEntry {
  const { month, version } = evidence.certificate().payload;
  const frozen = evidence
    .ofType("settlement.freeze")
    .find(({ payload }) => payload.month === month && payload.version === version);
  return need(frozen, "the entry that froze the month is not in the bundle");
}

/** What a line's plant was settled with is what its month was frozen with, and that is its readings less mechanism. */
export function insistInput(state: State, line: ReadLine): void {
  const plant = need(line.plant, "the plant of a line is withheld");
  const input = need(plantInputs(state).get(plant), "what the plant's month was frozen with is left out");
  insistBefore(freezeOf(state), line.settle);
  const { onGridWh, mechanismWh, G, C } = input;
  const { result } = line.settle;
  const same = result.G === G && result.C === C && G === Math.max(0, onGridWh - mechanismWh);
  insist(same, "oversold", "the plant was settled with other quantities than its month was frozen with", {
    ...{ onGridWh, mechanismWh, G },
  });
}

/** Every meter of the plant is shown, and no other. */
export function insistMeters(state: State, plant: string, curve: ProvedCurve | undefined): void {
  const meters = plantInputs(state).get(plant)?.meters ?? [];
  const shown = curve?.meters;
  const all = meters.length > 0 && meters.length === shown?.size && meters.every((meter) => shown.has(meter));
  if (!all) throw new Mismatch("missing", "a meter of the plant is left out", { meters: meters.length });
}
