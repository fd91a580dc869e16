/** A made-up market of any size for measuring: the same numbers on every machine. */

export interface BenchAsset {
  readonly readings: Float64Array;
  readonly totalWh: number;
}

export interface BenchContract {
  readonly plant: number;
  readonly unit: number;
  readonly contractKwh: number;
  readonly path: readonly { readonly lossPpm: number }[];
}

export interface BenchMarket {
  readonly intervals: number;
  readonly plants: readonly BenchAsset[];
  readonly units: readonly BenchAsset[];
  /** In contract-number order. */
  readonly contracts: readonly BenchContract[];
}

const PATHS = [
  [],
  [{ lossPpm: 65_400 }],
  [{ lossPpm: 65_400 }, { lossPpm: 20_000 }],
  [{ lossPpm: 30_100 }, { lossPpm: 51_200 }],
];

/**
 * Plants of sun (every other) and wind up to 50 MW, units that follow a working day, `perUnit` contracts a unit, each
 * with another plant; somewhat more is contracted than is generated or consumed, so that all three limits bind.
 */
export function benchMarket(size: {
  readonly plants: number;
  readonly units: number;
  readonly perUnit: number;
  readonly intervals: number;
}): BenchMarket {
  const next = numbers(20_260_301);
  const plants = Array.from({ length: size.plants }, (_, at) =>
    generated(size.intervals, at % 2 === 0, next),
  );
  const units = Array.from({ length: size.units }, () => consumed(size.intervals, next));
  const generatedWh = plants.reduce((sum, plant) => sum + plant.totalWh, 0);
  const contracts: BenchContract[] = [];
  const likelyKwh = Math.floor(generatedWh / 1000 / (size.units * size.perUnit));
  for (let unit = 0; unit < size.units; unit++) {
    for (let k = 0; k < size.perUnit; k++) {
      const contractKwh = Math.floor((likelyKwh * (40 + next(100))) / 100) + 1;
      const plant = (unit * 7 + k * 31 + next(3)) % size.plants;
      contracts.push({ plant, unit, contractKwh, path: PATHS[next(PATHS.length)] ?? [] });
    }
  }
  return { intervals: size.intervals, plants, units, contracts };
}

/** Park and Miller's generator: whole numbers below `limit`. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

function generated(intervals: number, sun: boolean, next: (limit: number) => number): BenchAsset {
  const peakWh = 2_000_000 + next(10_500_000);
  let wind = 500;
  return asset(intervals, (t) => {
    const clock = t % 96;
    wind = Math.min(1000, Math.max(0, wind + next(121) - 60));
    const sunshine = clock > 24 && clock < 76 ? (26 - Math.abs(clock - 50)) * (28 + next(11)) : 0;
    return Math.floor((peakWh * (sun ? sunshine : wind)) / 1000);
  });
}

function consumed(intervals: number, next: (limit: number) => number): BenchAsset {
  const baseWh = 100_000 + next(2_000_000);
  return asset(intervals, (t) => {
    const clock = t % 96;
    return Math.floor((baseWh * ((clock > 32 && clock < 72 ? 800 : 350) + next(200))) / 1000);
  });
}

function asset(intervals: number, wh: (t: number) => number): BenchAsset {
  const readings = new Float64Array(intervals);
  let totalWh = 0;
  for (let t = 0; t < intervals; t++) {
    readings[t] = wh(t);
    totalWh += readings[t] ?? 0;
  }
  return { readings, totalWh };
}
