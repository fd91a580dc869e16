import { mwhText } from "./quantities";
import type { DayCurveView } from "./view";

const SLOTS = 96;
const HEIGHT = 100;

/** A day by quarter-hours: what is on the books as a line, what was refused as bars over the limit, night in the ground. */
export function DayChart({ chart }: { chart: DayCurveView }) {
  const { anchored, first, ceilingWh, flagged, dark, label } = chart;
  const flagPeak = Math.max(0, ...flagged.map((slot) => first?.[slot] ?? 0));
  const peak = Math.max(1, flagPeak, ...(anchored ?? []));
  const limit = ceilingWh ?? 0;
  // A limit far above all readings would flatten them: then it is left out.
  const isLimitShown = limit > 0 && limit <= 4 * peak;
  const top = Math.max(peak, isLimitShown ? limit : 0) * 1.14;
  const y = (wh: number) => HEIGHT - (HEIGHT * wh) / top;
  return (
    <figure className="anom-chart" aria-label={label}>
      <figcaption>{label}</figcaption>
      <div className="anom-plot">
        <svg viewBox={`0 0 ${SLOTS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {dark.map(([from, to]) => (
            <rect
              key={from}
              className="anom-dark"
              x={from}
              y="0"
              width={Math.max(0, to - from)}
              height={HEIGHT}
            />
          ))}
          {flagged.map((slot) => (
            <rect
              key={slot}
              className="anom-flag"
              x={slot}
              width="1"
              {...flagBox(slot, { first, anchored, limit, place: y })}
            />
          ))}
          {isLimitShown ? <path className="anom-limit-line" d={`M0 ${y(limit)}H${SLOTS}`} /> : null}
          {anchored === null ? null : <path className="anom-line" d={stepPath(anchored, y)} />}
          <path className="anom-zero" d={`M0 ${HEIGHT}H${SLOTS}`} />
        </svg>
        {isLimitShown ? (
          <span className="anom-note anom-note-limit" style={{ top: `${y(limit)}%`, right: 4 }}>
            {chart.limitLabel}
          </span>
        ) : null}
        {first === null ? null : (
          <span
            className="anom-note"
            data-wrong="yes"
            style={{ top: `${y(flagPeak)}%`, left: `${(100 * (Math.max(...flagged) + 2)) / SLOTS}%` }}
          >
            {chart.firstLabel}
          </span>
        )}
        <Ticks top={top} />
      </div>
      <div className="anom-hours" aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour}>{hour}:00</span>
        ))}
      </div>
    </figure>
  );
}

interface Around {
  first: readonly number[] | null;
  anchored: readonly number[] | null;
  limit: number;
  place: (wh: number) => number;
}

/** Refused readings stand on the limit they pass; others on the zero line. */
function flagBox(slot: number, { first, anchored, limit, place }: Around): { y: number; height: number } {
  const wh = (first ?? anchored)?.[slot] ?? 0;
  const foot = first !== null || wh > limit ? limit : 0;
  const y = place(wh);
  return { y, height: Math.max(0.6, place(Math.min(foot, wh)) - y) };
}

function stepPath(wh: readonly number[], y: (wh: number) => number): string {
  return wh
    .map((reading, slot) => `${slot === 0 ? "M" : "L"}${slot} ${y(reading).toFixed(2)}H${slot + 1}`)
    .join("");
}

/** Two figures say what the height is. */
function Ticks({ top }: { top: number }) {
  const step = niceStep(top / 3);
  const ticks = [1, 2, 3].map((k) => k * step).filter((wh) => wh < top);
  return ticks.map((wh) => (
    <span key={wh} className="anom-tick" style={{ top: `${100 - (100 * wh) / top}%` }} aria-hidden="true">
      {mwhText(wh)}
    </span>
  ));
}

export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const lead = rough / power;
  return power * (lead >= 5 ? 5 : lead >= 2.5 ? 2.5 : lead >= 2 ? 2 : 1);
}
