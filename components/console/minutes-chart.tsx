import { useTranslations } from "next-intl";
import { momentOf } from "@/components/ledger/moment";
import { grouped } from "@/components/ui/format";
import "./console.css";
import type { MinuteView } from "./gateway-view";

const WIDTH = 720;
const HEIGHT = 96;
const LABELS_EVERY = 15;

/** Submissions per minute: entered solid, refused hatched on top. The table says the same. */
export function MinutesChart({ minutes }: { minutes: readonly MinuteView[] }) {
  const t = useTranslations("exchange.gateway");
  const most = Math.max(1, ...minutes.map(({ accepted, refused }) => accepted + refused));
  const step = WIDTH / Math.max(1, minutes.length);
  const scale = HEIGHT / most;
  const busy = minutes.filter(({ accepted, refused }) => accepted + refused > 0);
  if (busy.length === 0) {
    return (
      <p>
        {t("chart")} <span className="dim">{t("chartEmpty")}</span>
      </p>
    );
  }
  return (
    <figure className="minutes">
      <figcaption>
        {t("chart")} <span className="dim">{t("chartUnit")}</span>
      </figcaption>
      <svg
        viewBox={`0 -14 ${WIDTH} ${HEIGHT + 32}`}
        preserveAspectRatio="xMinYMid"
        role="img"
        aria-label={t("chart")}
      >
        <defs>
          <pattern
            id="refused-hatch"
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0V4" stroke="var(--wrong)" strokeWidth="2.4" />
          </pattern>
        </defs>
        <text x="0" y="-4">
          {grouped(most)}
        </text>
        {minutes.map((minute, at) => (
          <MinuteBar key={minute.time} minute={minute} x={at * step} width={step - 2} scale={scale} />
        ))}
        <path className="zero" d={`M0 ${HEIGHT}H${WIDTH}`} />
        {minutes.map(({ time }, at) =>
          at % LABELS_EVERY === 0 ? (
            <text key={time} x={at * step} y={HEIGHT + 5} dominantBaseline="hanging">
              {momentOf(time).slice(11, 16)}
            </text>
          ) : null,
        )}
      </svg>
      <details>
        <summary>{t("chartTable")}</summary>
        <table className="console-list">
          <thead>
            <tr>
              {(["minute", "accepted", "refused"] as const).map((column) => (
                <th key={column} scope="col" className={column === "minute" ? undefined : "end"}>
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.map(({ time, accepted, refused }) => (
              <tr key={time}>
                <th scope="row">{momentOf(time).slice(0, 16)}</th>
                <td className="end">{grouped(accepted)}</td>
                <td className="end">{grouped(refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

interface MinuteBarProps {
  minute: MinuteView;
  x: number;
  width: number;
  scale: number;
}

function MinuteBar({ minute: { accepted, refused }, x, width, scale }: MinuteBarProps) {
  const [entered, hatched] = [accepted * scale, refused * scale];
  return (
    <>
      {accepted > 0 ? (
        <rect className="accepted" x={x} y={HEIGHT - entered} width={width} height={entered} />
      ) : null}
      {refused > 0 ? (
        <rect
          x={x}
          y={HEIGHT - entered - hatched}
          width={width}
          height={Math.max(2, hatched)}
          fill="url(#refused-hatch)"
          stroke="var(--wrong)"
        />
      ) : null}
    </>
  );
}
