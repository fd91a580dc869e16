import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { FilterSelect } from "@/components/workplace/filter-select";
import { Section } from "@/components/workplace/page-head";
import { SearchField } from "@/components/workplace/search-field";
import { TabLinks } from "@/components/workplace/tab-links";
import { Balance } from "./balance";
import { LinesTable } from "./lines-table";
import { PlantsTable } from "./plants-table";
import type { FiguresView } from "./run-view";

/** What the month comes to: a sentence, two balances, every line and every plant, and the same as CSV. */
export function Figures({ figures }: { figures: FiguresView }) {
  const t = useTranslations("settlement");
  const { totals, month, tab, kind, plantCount } = figures;
  const said = {
    lines: totals.lines,
    contract: grouped(totals.contractKwh),
    settled: grouped(totals.settledKwh),
    less: grouped(totals.contractKwh - totals.settledKwh),
  };
  return (
    <Section
      id="figures"
      title={t(`figures.${kind}`, said)}
      lead={t("figures.limits", totals.limits)}
      tools={
        <ActionLink href={`/exchange/settlement/lines.csv?month=${month}`} download>
          CSV
        </ActionLink>
      }
    >
      <Balance totals={totals} />
      <TabLinks
        label={t("figures.views")}
        tabs={[
          {
            href: `?month=${month}`,
            label: t("figures.lines", { count: totals.lines }),
            current: tab === "lines",
          },
          {
            href: `?month=${month}&tab=plants`,
            label: t("figures.plants", { count: plantCount }),
            current: tab === "plants",
          },
        ]}
      />
      <div className="console-tools">
        <SearchField label={t(tab === "lines" ? "lines.search" : "plants.search")} />
        {tab === "lines" ? (
          <FilterSelect
            label={t("lines.limit")}
            field="limit"
            all={t("lines.anyLimit")}
            choices={(["contract", "generation", "consumption"] as const).map((value) => {
              return { value, label: t(`limit.${value}`) };
            })}
          />
        ) : null}
      </div>
      {tab === "lines" ? <LinesTable figures={figures} /> : <PlantsTable figures={figures} />}
    </Section>
  );
}
