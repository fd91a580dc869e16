/**
 * The line of one kWh as paths, drawn to where the words are: five stages, then one strand a member. Its width is
 * the energy that is left, to scale; what a channel loses peels off. All lengths are CSS pixels.
 */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LinePlan {
  /** Across the page on a desk, down its side on a phone. */
  readonly wide: boolean;
  /** Where each stage's words stand, in the order of the stages. */
  readonly stages: readonly Spot[];
  readonly members: readonly Spot[];
  /** Share of the sent energy that lands, 0–1. */
  readonly landed: number;
}

export interface LineShape {
  /** One closed path a stage; the last one belongs to the strands. */
  readonly bodies: readonly string[];
  /** What is lost on the way: a strand that leaves the line, and its width; absent without a loss. */
  readonly loss?: { readonly path: string; readonly width: number };
  readonly strands: readonly { readonly path: string; readonly end: readonly [x: number, y: number] }[];
  readonly strandWidth: number;
  readonly dots: readonly (readonly [x: number, y: number])[];
}

const fullWidth = { wide: 30, narrow: 22 };
/** How far above its words the line runs on a desk; where it runs on a phone. */
const above = 46;
const side = 18;

export function lineShape(plan: LinePlan): LineShape | undefined {
  if (plan.stages.length !== 5 || plan.members.length === 0) return undefined;
  return plan.wide ? across(plan) : down(plan);
}

/** The two borders of the line at a stage: it thins between the third and the fourth. */
function widthsOf(full: number, landed: number): readonly number[] {
  return [full, full, full, full * landed, full * landed];
}

function across({ stages, members, landed }: LinePlan): LineShape {
  const widths = widthsOf(fullWidth.wide, landed);
  const [first, , third, , fifth] = stages;
  const y = (first?.y ?? 0) - above;
  const at = stages.map((stage) => stage.x);
  const bodies = bodiesOf(at, widths, 1, (along, off) => `${round(along)} ${round(y + off)}`);
  const thin = fullWidth.wide * landed;
  const strandWidth = thin / members.length;
  const bend = 64;
  const corner = (fifth?.x ?? 0) + (fifth?.width ?? 0) - bend - thin / 2;
  const strands = members.map((member, index) => {
    const off = -thin / 2 + strandWidth * (index + 0.5);
    const row = member.y + member.height / 2;
    const column = corner + bend + off;
    const end = member.x + member.width + 24;
    const turn = 28;
    const path = `M${round(fifth?.x ?? 0)} ${round(y - off)}H${round(corner)}A${round(bend + off)} ${round(bend + off)} 0 0 1 ${round(column)} ${round(y + bend)}V${round(row - turn)}A${turn} ${turn} 0 0 1 ${round(column - turn)} ${round(row)}H${round(end)}`;
    return { path, end: [round(end), round(row)] as const };
  });
  const lossWidth = fullWidth.wide - thin;
  const from =
    third === undefined ? undefined : { x: third.x + 46, y: y + fullWidth.wide / 2 - lossWidth / 2 };
  const loss = from && {
    path: `M${round(from.x)} ${round(from.y)}c26 0 34 4 34 22v12`,
    width: Math.max(1.4, lossWidth),
  };
  return {
    bodies,
    ...(lossWidth > 0 && loss ? { loss } : {}),
    strands,
    strandWidth,
    dots: at.map((along, index) => [round(along + (index === 0 ? fullWidth.wide / 2 : 0)), y] as const),
  };
}

function down({ stages, members, landed }: LinePlan): LineShape {
  const full = fullWidth.narrow;
  const at = stages.map((stage) => stage.y + 13);
  const bodies = bodiesOf(at, widthsOf(full, landed), 1, (along, off) => {
    return `${round(side - off)} ${round(along)}`;
  });
  const thin = full * landed;
  const strandWidth = thin / members.length;
  const lossWidth = full - thin;
  const start = at[2] ?? 0;
  const strands = members.map((member, index) => {
    const x = side - thin / 2 + strandWidth * (index + 0.5);
    const middle = member.x + member.width / 2;
    const end = member.y - 6;
    const leave = end - 74;
    const path = `M${round(x)} ${round(at[4] ?? 0)}V${round(leave)}C${round(x)} ${round(leave + 44)} ${round(middle)} ${round(leave + 24)} ${round(middle)} ${round(end)}`;
    return { path, end: [round(middle), round(end)] as const };
  });
  const edge = side + full / 2 - lossWidth / 2;
  return {
    bodies,
    ...(lossWidth > 0
      ? {
          loss: {
            path: `M${round(edge)} ${round(start + 10)}c0 14 4 20 18 20h4`,
            width: Math.max(1.4, lossWidth),
          },
        }
      : {}),
    strands,
    strandWidth,
    dots: at.map((along, index) => [side, round(along + (index === 0 ? full / 2 : 0))] as const),
  };
}

/** Closed pieces between stages; the first begins round. They overlap by half a pixel so that no seam shows. */
function bodiesOf(
  at: readonly number[],
  widths: readonly number[],
  sweep: 0 | 1,
  write: (along: number, off: number) => string,
): string[] {
  return at.slice(0, -1).map((from, index) => {
    const to = at[index + 1] ?? from;
    const a = (widths[index] ?? 0) / 2;
    const b = (widths[index + 1] ?? 0) / 2;
    const begin = index === 0 ? from + a : from - 0.5;
    const cap = index === 0 ? `A${a} ${a} 0 0 ${sweep} ${write(begin, -a)}` : `L${write(begin, -a)}`;
    return `M${write(begin, -a)}L${write(to, -b)}L${write(to, b)}L${write(begin, a)}${cap}Z`;
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
