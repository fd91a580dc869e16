import { useTranslations } from "next-intl";
import { grouped, shareOf } from "@/components/ui/format";
import { kwh, yuan } from "./amounts";
import "./dashboard.css";

/** One way to match better; energy Wh, money 分. */
export interface BetterView {
  readonly id: "now" | "swap" | "shift" | "both";
  readonly coincidentWh: number;
  readonly landedWh: number;
  readonly contract?: string;
  readonly fromPlant?: string;
  readonly toPlant?: string;
  readonly unitName?: string;
  readonly kwh?: number;
  readonly movedWh?: number;
  readonly costFen?: number;
  readonly assumed?: boolean;
  readonly lossless?: boolean;
}

/** What a better match would have taken in this month, each with its cost: a recalculation, no promise. */
export function BetterList({ options, month }: { options: readonly BetterView[]; month: string }) {
  const t = useTranslations("dashboard");
  const now = options.find(({ id }) => id === "now");
  if (now === undefined) return null;
  const width = (wh: number) => `${((wh / now.landedWh) * 100).toFixed(2)}%`;
  return (
    <section className="db-better" aria-labelledby="better-title">
      <header>
        <h3 id="better-title">{t("better.title")}</h3>
        <span className="tag">{t("better.mark")}</span>
        <small>{t("better.month", { month })}</small>
      </header>
      <ul>
        {options.map((option) => (
          <li key={option.id} data-option={option.id}>
            <span>{nameOf(t, option)}</span>
            <b>{shareOf(option.coincidentWh, option.landedWh)}</b>
            <span className="ln" aria-hidden="true">
              <i style={{ width: width(now.coincidentWh) }} />
              <i
                style={{
                  left: width(now.coincidentWh),
                  width: width(Math.max(0, option.coincidentWh - now.coincidentWh)),
                }}
              />
            </span>
            <Detail option={option} now={now} />
          </li>
        ))}
      </ul>
      {options.length === 1 ? <p>{t("better.none")}</p> : null}
      <p>{t("better.note")}</p>
    </section>
  );
}

type T = ReturnType<typeof useTranslations<"dashboard">>;

function nameOf(t: T, { id, fromPlant, toPlant, unitName }: BetterView): string {
  if (id === "swap") return t("better.swap", { from: fromPlant ?? "", to: toPlant ?? "" });
  if (id === "shift") return t("better.shift", { unit: unitName ?? "" });
  return t(`better.${id}`);
}

function Detail({ option, now }: { option: BetterView; now: BetterView }) {
  const t = useTranslations("dashboard");
  const { id, coincidentWh, landedWh, costFen = 0, assumed, lossless, movedWh = 0 } = option;
  if (id === "now") return <p>{t("better.left", { kwh: kwh(landedWh - coincidentWh) })}</p>;
  const cost =
    costFen >= 0 ? t("better.more", { yuan: yuan(costFen) }) : t("better.less", { yuan: yuan(-costFen) });
  const gain = t("better.gain", { kwh: kwh(coincidentWh - now.coincidentWh) });
  const moved = t("better.moved", { kwh: kwh(movedWh) });
  if (id === "shift") return <p>{`${moved}${gain}`}</p>;
  const swapped = t("better.swapped", { kwh: grouped(option.kwh ?? 0), number: option.contract ?? "" });
  const costSaid = assumed ? t("better.assumed") : cost;
  return (
    <p>{`${swapped}${id === "both" ? moved : ""}${costSaid}${lossless ? t("better.lossless") : ""}${gain}`}</p>
  );
}
