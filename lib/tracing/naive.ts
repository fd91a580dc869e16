/** Domain §4 written down as it stands, in BigInt and without any speed: what the tests hold the real thing against. */

export interface NaiveSegment {
  readonly production: number;
  readonly consumption: number;
  readonly landedEnd: bigint;
  readonly sentEnd: bigint;
  readonly offset: bigint;
}

export function naivePortion(a: bigint, q: bigint, p: readonly bigint[]): bigint[] {
  if (q === 0n) return p.map(() => 0n);
  return p.map((_, t) => (a * prefix(p, t + 1)) / q - (a * prefix(p, t)) / q);
}

/** S(t): the sum of the first t values. */
export function prefix(values: readonly bigint[], t: number): bigint {
  return values.slice(0, t).reduce((sum, value) => sum + value, 0n);
}

export function total(values: readonly bigint[]): bigint {
  return prefix(values, values.length);
}

export function naiveShareOut(amounts: readonly bigint[], curve: readonly bigint[]): bigint[][] {
  if (amounts.length === 0) return [];
  if (amounts.length === 1) return [[...curve]];
  const half = Math.ceil(amounts.length / 2);
  const left = naivePortion(total(amounts.slice(0, half)), total(amounts), curve);
  const right = curve.map((wh, t) => wh - (left[t] ?? 0n));
  return [...naiveShareOut(amounts.slice(0, half), left), ...naiveShareOut(amounts.slice(half), right)];
}

/** Every Wh as a card with its interval on it: first equal cards meet, then the rest in order. */
export function naiveSegments(
  x: readonly bigint[],
  y: readonly bigint[],
  starts: readonly bigint[],
): { segments: NaiveSegment[]; coincidentWh: bigint } {
  const arriving = naivePortion(total(y), total(x), x);
  const pairs: { t: number; u: number; wh: bigint }[] = [];
  const same = arriving.map((wh, t) => (wh < (y[t] ?? 0n) ? wh : (y[t] ?? 0n)));
  same.forEach((wh, t) => {
    if (wh > 0n) pairs.push({ t, u: t, wh });
  });
  const supply = arriving.map((wh, t) => wh - (same[t] ?? 0n));
  const demand = y.map((wh, t) => wh - (same[t] ?? 0n));
  for (const t of supply.keys()) {
    for (const u of demand.keys()) {
      const wh = (supply[t] ?? 0n) < (demand[u] ?? 0n) ? (supply[t] ?? 0n) : (demand[u] ?? 0n);
      if (wh === 0n) continue;
      pairs.push({ t, u, wh });
      supply[t] = (supply[t] ?? 0n) - wh;
      demand[u] = (demand[u] ?? 0n) - wh;
    }
  }
  x.forEach((wh, t) => {
    if (wh > 0n && arriving[t] === 0n) pairs.push({ t, u: t, wh: 0n });
  });
  pairs.sort((a, b) => a.t - b.t || a.u - b.u);
  return { segments: laidOut(pairs, x, arriving, starts), coincidentWh: total(same) };
}

function laidOut(
  pairs: readonly { t: number; u: number; wh: bigint }[],
  x: readonly bigint[],
  arriving: readonly bigint[],
  starts: readonly bigint[],
): NaiveSegment[] {
  let landedEnd = 0n;
  let sentBefore = 0n;
  return pairs.map(({ t, u, wh }) => {
    landedEnd += wh;
    const here = arriving[t] ?? 0n;
    const sentEnd =
      here === 0n
        ? prefix(x, t + 1)
        : prefix(x, t) + ((landedEnd - prefix(arriving, t)) * (x[t] ?? 0n)) / here;
    const offset = (starts[t] ?? 0n) + sentBefore - prefix(x, t);
    sentBefore = sentEnd;
    return { production: t, consumption: u, landedEnd, sentEnd, offset };
  });
}
