import { useTranslations } from "next-intl";
import { shareOf } from "@/components/ui/format";
import type { Emissions } from "@/lib/accounting/emissions";
import { tonnes, yuan } from "./amounts";
import type { MonthView } from "./dashboard-view";
import "./dashboard.css";

export interface MonthFigures {
  readonly view: MonthView;
  readonly emissions?: Emissions;
}

interface FourFiguresProps {
  now: MonthFigures;
  before: MonthFigures | undefined;
}

/** The month in four figures, each with last month's; each leads to where it is made. */
export function FourFigures({ now, before }: FourFiguresProps) {
  const t = useTranslations("dashboard");
  const { view } = now;
  const was = (value: string | undefined) => <small>{t("figures.was", { value: value ?? "—" })}</small>;
  return (
    <div className="db-figures" data-side={view.side}>
      {view.side === "consumption" ? (
        <a href="#use">
          <span className="k">{t("figures.green")}</span>
          <span className="v" data-figure="green">
            {green(view)}
          </span>
          {was(before && green(before.view))}
        </a>
      ) : null}
      <a href="#match">
        <span className="k">
          {t(view.side === "consumption" ? "figures.matched" : "figures.matchedSold")}
        </span>
        <span className="v" data-figure="matched">
          {matched(view)}
        </span>
        {was(before && matched(before.view))}
      </a>
      <a href="#settle">
        <span className="k">{t(view.side === "consumption" ? "figures.cost" : "figures.income")}</span>
        <span className="v" data-figure="cost">
          {cost(view)} {view.stage === "finished" ? <small>{t("unit.yuan")}</small> : null}
        </span>
        {was(before?.view.stage === "finished" ? `${cost(before.view)} ${t("unit.yuan")}` : undefined)}
      </a>
      {now.emissions === undefined ? null : (
        <a href="#use">
          <span className="k">{t("figures.emissions")}</span>
          <span className="v two">
            <span data-figure="location">
              <em>{t("emissions.location")}</em> {tonnes(now.emissions.locationTotal)}
            </span>
            <span data-figure="market">
              <em>{t("emissions.market")}</em> {tonnes(now.emissions.marketTotal)}
            </span>
          </span>
          {was(
            before?.emissions &&
              t("figures.both", {
                location: tonnes(before.emissions.locationTotal),
                market: tonnes(before.emissions.marketTotal),
              }),
          )}
        </a>
      )}
    </div>
  );
}

function green({ sums, consumedWh }: MonthView): string {
  return consumedWh === undefined ? "…" : shareOf(1000 * sums.settledKwh, consumedWh);
}

function matched({ coincidentWh, landedWh, stage }: MonthView): string {
  return stage === "finished" ? shareOf(coincidentWh, landedWh) : "…";
}

function cost({ sums, stage }: MonthView): string {
  return stage === "finished" ? yuan(sums.environmentFen) : "…";
}
