import { niceStep } from "./day-chart";
import { mwhText } from "./quantities";
import type { DaysView } from "./view";

/** Use by day, the days in question in ink, those before in grey; what they are compared with as lines. */
export function DaysChart({ chart: { days, levels, label } }: { chart: DaysView }) {
  const top = Math.max(1, ...days.map(({ wh }) => wh ?? 0), ...levels.map(({ wh }) => wh)) * 1.14;
  const y = (wh: number) => 100 - (100 * wh) / top;
  const step = niceStep(top / 3);
  const ticks = [1, 2, 3].map((k) => k * step).filter((wh) => wh < top);
  return (
    <figure className="anom-chart" aria-label={label}>
      <figcaption>{label}</figcaption>
      <div className="anom-plot">
        <svg viewBox={`0 0 ${days.length} 100`} preserveAspectRatio="none" aria-hidden="true">
          {days.map(({ day, wh, isNow }, at) => (
            <rect
              key={day}
              className={isNow ? "anom-day-now" : "anom-day"}
              x={at + 0.15}
              width="0.7"
              y={y(wh ?? 0)}
              height={100 - y(wh ?? 0)}
            />
          ))}
          {levels.map(({ wh, from, to, label: text }) => (
            <path key={text} className="anom-limit-line" d={`M${from} ${y(wh)}H${to}`} />
          ))}
          <path className="anom-zero" d={`M0 100H${days.length}`} />
        </svg>
        {levels.map(({ wh, from, to, label: text }) => (
          <span
            key={text}
            className="anom-note"
            style={{ top: `${y(wh)}%`, ...beside(from, to, days.length) }}
          >
            {text}
          </span>
        ))}
        {ticks.map((wh) => (
          <span key={wh} className="anom-tick" style={{ top: `${y(wh)}%` }} aria-hidden="true">
            {mwhText(wh)}
          </span>
        ))}
      </div>
      <div className="anom-hours" aria-hidden="true">
        <span>{days[0]?.day}</span>
        <span>{days.at(-1)?.day}</span>
      </div>
    </figure>
  );
}

/** A note begins where its level begins, and ends where it ends in the right half: it never leaves the chart. */
function beside(from: number, to: number, count: number): { left: string } | { right: string } {
  return 2 * from < count
    ? { left: `${(100 * from) / count}%` }
    : { right: `${(100 * (count - to)) / count}%` };
}
