import { useTranslations } from "next-intl";
import { shareOf } from "@/components/ui/format";
import type { Match } from "@/lib/accounting/hours";
import type { SunHours } from "@/lib/accounting/sun";
import "./dashboard.css";

interface MeanDayProps {
  /** kW by quarter of a day. */
  arriving: readonly number[];
  used: readonly number[];
  matched: readonly number[];
  sun: SunHours | undefined;
  total: Match;
}

const W = 340;
const H = 150;
const TOP = 16;
/** Half of the widest label. */
const PEAK_HALF = 60;

/** The month's mean day: generation dashed, use solid, what met in the same quarter-hour hatched. */
export function MeanDay({ arriving, used, matched, sun, total }: MeanDayProps) {
  const t = useTranslations("dashboard");
  const most = Math.max(1, ...arriving, ...used);
  const x = (quarter: number) => ((quarter / 95) * W).toFixed(1);
  const y = (kw: number) => (H - (kw / most) * (H - TOP)).toFixed(1);
  const line = (curve: readonly number[]) =>
    curve.map((kw, at) => `${at === 0 ? "M" : "L"}${x(at)} ${y(kw)}`).join("");
  const share = shareOf(total.partWh, total.ofWh);
  const peak = Math.max(...arriving);
  return (
    <figure className="db-mean">
      <figcaption>
        <b>{t("mean.title")}</b> <span>{t("mean.lead")}</span>
      </figcaption>
      <svg viewBox={`0 0 ${W} ${H + 18}`} role="img" aria-label={t("mean.label", { share })}>
        <defs>
          <pattern
            id="db-hatch"
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0V4" />
          </pattern>
        </defs>
        {sun === undefined ? null : (
          <path
            className="night"
            d={`M0 0H${x(sun.rise * 4)}V${H}H0ZM${x(sun.set * 4)} 0H${W}V${H}H${x(sun.set * 4)}Z`}
          />
        )}
        <path className="matched" d={`${line(matched)}L${W} ${H}L0 ${H}Z`} />
        <path className="arriving" d={line(arriving)} />
        <path className="used" d={line(used)} />
        <path className="zero" d={`M0 ${H}H${W}`} />
        {[0, 6, 12, 18, 24].map((hour) => (
          <text key={hour} x={(hour / 24) * W} y={H + 14} textAnchor={anchorOf(hour)}>
            {hour}
          </text>
        ))}
        <text className="peak" {...peakAt(arriving.indexOf(peak))} y={TOP - 5}>
          {t("mean.peak", { power: power(peak) })}
        </text>
      </svg>
      <ul>
        <li className="arriving">{t("mean.arriving")}</li>
        <li className="used">{t("mean.used")}</li>
        <li className="matched">{t("mean.matched", { share })}</li>
      </ul>
      <details className="db-how">
        <summary>{t("heat.table")}</summary>
        <MeanTable arriving={arriving} used={used} matched={matched} />
      </details>
    </figure>
  );
}

function MeanTable({ arriving, used, matched }: Pick<MeanDayProps, "arriving" | "used" | "matched">) {
  const t = useTranslations("dashboard");
  const hourly = (curve: readonly number[], hour: number) =>
    power(curve.slice(4 * hour, 4 * hour + 4).reduce((sum, kw) => sum + kw, 0) / 4);
  return (
    <table className="db-plain">
      <caption>{t("mean.tableLead")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("heat.hour")}</th>
          <th scope="col" className="n">
            {t("mean.arriving")}
          </th>
          <th scope="col" className="n">
            {t("mean.used")}
          </th>
          <th scope="col" className="n">
            {t("mean.met")}
          </th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: 24 }, (_, hour) => hour).map((hour) => (
          <tr key={hour}>
            <th scope="row">
              {hour}–{hour + 1}
            </th>
            {[arriving, used, matched].map((curve, at) => (
              <td key={["arriving", "used", "matched"][at]} className="n">
                {hourly(curve, hour)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const anchorOf = (hour: number) => (hour === 0 ? "start" : hour === 24 ? "end" : "middle");

/** Over the highest point, and within the drawing where that is at its edge. */
function peakAt(quarter: number): { x: number; textAnchor: "start" | "middle" | "end" } {
  const at = (quarter / 95) * W;
  if (at < PEAK_HALF) return { x: 2, textAnchor: "start" };
  if (at > W - PEAK_HALF) return { x: W - 2, textAnchor: "end" };
  return { x: Math.round(at), textAnchor: "middle" };
}

/** For reading off only. */
function power(kw: number): string {
  return kw >= 1000 ? `${(kw / 1000).toFixed(1)} MW` : `${kw.toFixed(kw >= 10 ? 0 : 1)} kW`;
}
