import Link from "next/link";
import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import type { MonthMark } from "./run-view";
import "./settlement.css";

interface MonthStripProps {
  months: readonly MonthMark[];
  current: string;
  /** The page whose address takes `month`. */
  path: string;
}

/** Every month there are contracts for: how much was settled of it, and how far it is. */
export function MonthStrip({ months, current, path }: MonthStripProps) {
  const t = useTranslations("settlement");
  const most = Math.max(1, ...months.map(({ settledWh }) => settledWh));
  return (
    <ol className="month-strip" aria-label={t("months.label")}>
      {months.map(({ month, stage, settledWh, contracts }) => (
        <li key={month} data-stage={stage}>
          <Link
            href={`${path}?month=${month}`}
            prefetch={false}
            aria-current={month === current ? "page" : undefined}
          >
            <small>{settledWh === 0 ? "…" : volumeOf(settledWh)}</small>
            <i aria-hidden="true">
              <span style={{ height: `${(settledWh / most) * 100}%` }} />
            </i>
            <span>{month}</span>
            <small>{t(`months.stage.${stage}`, { count: contracts })}</small>
          </Link>
        </li>
      ))}
    </ol>
  );
}

const MWH = 1_000_000;

/** Whole MWh of a large month, kWh of a small one: nothing that counts is cut off. */
function volumeOf(wh: number): string {
  return wh < 1000 * MWH ? `${grouped(Math.floor(wh / 1000))} kWh` : `${grouped(Math.round(wh / MWH))} MWh`;
}
