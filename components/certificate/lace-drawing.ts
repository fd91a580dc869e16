/**
 * The guilloché of a certificate, drawn from its hash: a rosette of three rings and a wave band. Every
 * number below comes out of the hash, so two certificates never look alike and one always looks the same.
 *
 * A ring is woven between two edges that sway with `lobes` petals. One strand goes once round, `waves` times
 * from edge to edge. Turned by one lobe it meets the same edges at another phase, so `lobes` turned copies
 * of a strand (and of a second one, half a step off) weave the whole ring: two short paths, not thirty.
 */
export interface LaceRing {
  readonly strands: readonly [string, string];
  readonly lobes: number;
}

export interface LaceDrawing {
  readonly rings: readonly LaceRing[];
  /** Strands of the band, 800 × 30. */
  readonly wave: readonly string[];
}

/** Half the side of the rosette's square. */
export const laceRadius = 310;

interface Edge {
  readonly radius: number;
  readonly sway: number;
  readonly turn: number;
}

export function laceOf(hash: string): LaceDrawing {
  const take = dealer(hash);
  const outer = { radius: 284 + take(0, 8), sway: take(10, 17), turn: take(0, 62) / 10 };
  const middle = { radius: 178 + take(0, 26), sway: take(10, 18), turn: take(0, 62) / 10 };
  const inner = { radius: 96 + take(0, 20), sway: take(6, 12), turn: take(0, 62) / 10 };
  const eye = { radius: 17 + take(0, 8), sway: take(2, 5), turn: take(0, 62) / 10 };
  return {
    rings: [
      ringOf(outer, middle, take(9, 15), take(9, 14)),
      ringOf(middle, inner, take(7, 12), take(5, 10)),
      ringOf(inner, eye, take(6, 10), take(3, 7)),
    ],
    wave: waveOf(take(9, 14), take(16, 23), take(3, 6)),
  };
}

/**
 * Deals bounded numbers out of the hash. All its bytes are folded into the start (FNV-1a), so that one changed
 * digit moves every number: a forged print is told by its look.
 */
function dealer(hash: string): (low: number, high: number) => number {
  const bytes = [...hash.matchAll(/[0-9a-f]{2}/g)].map(([pair]) => Number.parseInt(pair, 16));
  const stir = (state: number, byte: number): number => Math.imul(state ^ byte, 0x01000193) >>> 0;
  let state = bytes.reduce(stir, 0x811c9dc5);
  let at = 0;
  return (low, high) => {
    state = stir(state, bytes[at++ % bytes.length] ?? 0);
    return low + ((state >>> 9) % (high - low + 1));
  };
}

function ringOf(outer: Edge, inner: Edge, lobes: number, waves: number): LaceRing {
  const coprime = gcd(lobes, waves) === 1 ? waves : waves + 1;
  const beat = gcd(lobes, coprime) === 1 ? coprime : coprime + 1;
  const strand = (phase: number): string =>
    closed((angle) => {
      const far = outer.radius - outer.sway * (1 - Math.cos(lobes * angle + outer.turn));
      const near = inner.radius - inner.sway * (1 - Math.cos(lobes * angle + inner.turn));
      return (far + near) / 2 + ((far - near) / 2) * Math.sin(beat * angle + phase);
    }, 9 * Math.max(beat, lobes));
  return { strands: [strand(0), strand(Math.PI / lobes)], lobes };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** A closed smooth curve through `points` samples of radius(angle): quadratics from middle to middle. */
function closed(radius: (angle: number) => number, points: number): string {
  const at = (index: number): readonly [number, number] => {
    const angle = (2 * Math.PI * index) / points;
    const r = radius(angle);
    return [Math.round(10 * r * Math.cos(angle)) / 10, Math.round(10 * r * Math.sin(angle)) / 10];
  };
  const path: string[] = [];
  for (let index = 0; index < points; index++) {
    const [x, y] = at(index);
    const [nextX, nextY] = at(index + 1);
    if (index === 0) {
      const [lastX, lastY] = at(-1);
      path.push(`M${tenth((lastX + x) / 2)} ${tenth((lastY + y) / 2)}`);
    }
    path.push(`Q${x} ${y} ${tenth((x + nextX) / 2)} ${tenth((y + nextY) / 2)}`);
  }
  return `${path.join("")}Z`;
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}

/** Nine strands in a band whose height swells `swells` times; 800 wide, 30 high. */
function waveOf(waves: number, ripples: number, swells: number): string[] {
  const turn = (2 * Math.PI) / 800;
  return Array.from({ length: 9 }, (_, strand) => {
    const height = (x: number): number =>
      15 +
      (7.5 + 5.5 * Math.sin(x * turn * swells)) * Math.sin(x * turn * waves + (strand * 2 * Math.PI) / 9) +
      2.4 * Math.cos(x * turn * ripples + strand);
    const path = [`M0 ${tenth(height(0))}`];
    for (let x = 8; x <= 800; x += 16)
      path.push(`Q${x} ${tenth(height(x))} ${x + 8} ${tenth(height(x + 8))}`);
    return path.join("");
  });
}
