import { DayChart } from "./day-chart";
import { DaysChart } from "./days-chart";
import type { BarsView, ChartView, RulerView, StripView } from "./view";

export function AnomalyChart({ chart }: { chart: ChartView }) {
  switch (chart.kind) {
    case "day":
      return <DayChart chart={chart} />;
    case "days":
      return <DaysChart chart={chart} />;
    case "bars":
      return <Bars chart={chart} />;
    case "ruler":
      return <Ruler chart={chart} />;
    case "strip":
      return <Strip chart={chart} />;
  }
}

/** Contracts laid end to end against what the plant can make. */
function Bars({ chart: { bars, limit, limitLabel } }: { chart: BarsView }) {
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  const scale = Math.max(total, limit) * 1.02;
  const share = (value: number) => `${(100 * value) / scale}%`;
  return (
    <div className="anom-bars" aria-hidden="true">
      <div className="anom-bar">
        {bars.map(({ label, value, text }) => (
          <i key={label} style={{ width: share(value) }} title={`${label} ${text}`} />
        ))}
        <em style={{ left: share(limit), width: share(Math.max(0, total - limit)) }} />
      </div>
      <span className="anom-limit" style={{ left: share(limit) }}>
        {limitLabel}
      </span>
    </div>
  );
}

/** The registered value with its band, and where the books stand. */
function Ruler({ chart }: { chart: RulerView }) {
  const { low, high, registered, effective, registeredLabel, effectiveLabel } = chart;
  const [from, to] = [Math.min(low, effective), Math.max(high, effective)];
  const margin = (to - from) * 0.15 || 1;
  const at = (ppm: number) => `${(100 * (ppm - from + margin)) / (to - from + 2 * margin)}%`;
  return (
    <div className="anom-ruler" aria-hidden="true">
      <i style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />
      <b style={{ left: at(registered) }}>{registeredLabel}</b>
      {effectiveLabel === "" ? null : (
        <b data-wrong="yes" style={{ left: at(effective) }}>
          {effectiveLabel}
        </b>
      )}
    </div>
  );
}

/** A month's days in a row: filled is there, half is late, a gap is missing. */
function Strip({ chart: { days, label } }: { chart: StripView }) {
  return (
    <ol className="anom-strip" aria-label={label}>
      {days.map(({ date, state, label: said }) => (
        <li key={date} data-state={state} title={said}>
          <span className="sr-only">{said}</span>
          <span aria-hidden="true">{date}</span>
        </li>
      ))}
    </ol>
  );
}
