import { useTranslations } from "next-intl";
import { shareOf } from "@/components/ui/format";
import { joined } from "@/lib/accounting/hours";
import {
  ALL_HOURS,
  CELL_H,
  cellWidth,
  DAY_BAR,
  type HeatColumn,
  type HeatView,
  LEFT,
  NO_MATCH,
  shade,
  shareFor,
  TOP,
} from "./heat-view";

export function Scale() {
  return (
    <span className="db-heat-scale" aria-hidden="true">
      0 %
      {Array.from({ length: 11 }, (_, step) => step / 10).map((share) => (
        <i key={share} style={{ background: shade(share) }} />
      ))}
      100 %
    </span>
  );
}

interface ColumnProps {
  column: HeatColumn;
  bottom: number;
  by: HeatView["by"];
  w: number;
  index: number;
}

/** Under the hours: the day's or month's own share, its name, the weekend's dash. */
export function Column({ column, bottom, by, w, index }: ColumnProps) {
  const share = shareFor(column.total) ?? 0;
  const base = bottom + 24 + DAY_BAR;
  const isNamed = by === "month" || index === 0 || (index + 1) % 5 === 0;
  return (
    <>
      {column.weekend ? <path className="weekend" d={`M0 ${bottom + 2}h${w - 1}`} /> : null}
      {isNamed ? (
        <text x={w / 2} y={bottom + 17} textAnchor="middle" data-current={column.current || undefined}>
          {column.label}
        </text>
      ) : null}
      <rect className="margin" x="0" y={base - share * DAY_BAR} width={w - 1} height={share * DAY_BAR} />
    </>
  );
}

export function Sun({ heat, side }: { heat: HeatView; side: "rise" | "set" }) {
  const w = cellWidth(heat);
  const path = heat.sun
    .map((sun, day) => {
      const y = (TOP + sun[side] * CELL_H).toFixed(1);
      return `${day === 0 ? "M" : "L"}${LEFT + day * w} ${y}H${LEFT + (day + 1) * w - 1}`;
    })
    .join("");
  return (
    <>
      <path className="sun-casing" d={path} />
      <path className="sun" d={path} />
    </>
  );
}

/** Said beside the map: by day and by night, the sun, the best and the worst column. */
export function Margins({ heat }: { heat: HeatView }) {
  const t = useTranslations("dashboard");
  const share = (hours: readonly number[]) => {
    const { ofWh, partWh } = joined(hours.map((hour) => heat.byHour[hour] ?? NO_MATCH));
    return shareOf(partWh, ofWh);
  };
  const ranked = heat.columns
    .filter(({ total }) => total.ofWh > 0)
    .sort((a, b) => (shareFor(b.total) ?? 0) - (shareFor(a.total) ?? 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const sun = heat.sun.at(-1);
  return (
    <div className="db-heat-side">
      <dl>
        <div>
          <dt>{t("heat.byDay")}</dt>
          <dd>{share(ALL_HOURS.filter((hour) => hour >= 6 && hour < 18))}</dd>
        </div>
        <div>
          <dt>{t("heat.byNight")}</dt>
          <dd>{share(ALL_HOURS.filter((hour) => hour < 6 || hour >= 18))}</dd>
        </div>
        {sun === undefined ? null : (
          <div className="small">
            <dt>{t("heat.sun")}</dt>
            <dd>{t("heat.sunTimes", { rise: clock(sun.rise), set: clock(sun.set) })}</dd>
          </div>
        )}
        {best === undefined || worst === undefined ? null : (
          <div className="small">
            <dt>{t("heat.bestWorst")}</dt>
            <dd>
              {[best, worst].map(({ label, total }) => (
                <span key={label}>
                  {heat.by === "day" ? t("heat.dayOf", { day: label }) : label}{" "}
                  {shareOf(total.partWh, total.ofWh)}
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {heat.by === "day" ? <p className="small">{t("heat.weekend")}</p> : null}
    </div>
  );
}

function clock(hours: number): string {
  const minutes = Math.round(hours * 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
