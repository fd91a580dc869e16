import { getTranslations } from "next-intl/server";
import { forgetView, keepView, uncheckedOf } from "@/app/_actions/holdings";
import { directory } from "@/app/_server/holdings";
import { store } from "@/app/_server/market";
import { type HoldingsAsked, holdingsTabs, queryOf } from "@/components/holdings/holding-view";
import { UncheckedCount } from "@/components/holdings/unchecked-count";
import { ViewsBar } from "@/components/holdings/views-bar";
import { fewChoices } from "@/components/workplace/few-choices";
import { FilterSelect } from "@/components/workplace/filter-select";
import { PageHead } from "@/components/workplace/page-head";
import { SearchField } from "@/components/workplace/search-field";
import { TabLinks } from "@/components/workplace/tab-links";
import type { Viewer } from "@/lib/auth/viewer";
import { CERTIFICATE_STATUSES, DISCLOSURE_LEVELS } from "@/lib/market/rows";
import type { UnitRow } from "@/lib/market/state";
import type { HoldingChoices } from "@/lib/store/queries/holdings";
import { savedViews } from "@/lib/store/queries/holdings-views";

interface HoldingsToolsProps {
  person: Viewer;
  asked: HoldingsAsked;
  choices: HoldingChoices;
  units: readonly UnitRow[];
  total: number;
}

/** Over the list: what there is, its parts, its filters and one's own views. */
export async function HoldingsTools({ person, asked, choices, units, total }: HoldingsToolsProps) {
  const t = await getTranslations("holdings");
  const { plants } = await directory();
  const views = await savedViews(await store(), person.accountId);
  const { months, statuses } = choices;
  const all = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const troubled = all - (statuses.valid ?? 0);
  const choice = (value: string, label = value) => ({ value, label });
  const words = (group: string, values: readonly string[]) =>
    values.map((one) => choice(one, t(`${group}.${one}`)));
  const any = t("filter.any");
  const tabs = holdingsTabs.map((tab) => ({
    href: `/dashboard/certificates?${queryOf(asked, { tab })}`,
    label: t(`tab.${tab}`, { all, troubled, month: months[0] ?? "" }),
    current: asked.tab === tab,
    ...(tab === "unchecked" ? { count: <UncheckedCount uncheckedOf={uncheckedOf} /> } : {}),
  }));
  return (
    <>
      <PageHead
        title={t("title", { total: all, months: months.length, units: units.length })}
        lead={t(troubled === 0 ? "leadValid" : "leadTroubled", { troubled, shown: total })}
      />
      <div className="hold-over">
        <TabLinks label={t("tabs")} tabs={tabs} />
        <ViewsBar views={views} query={queryOf(asked)} keep={keepView} forget={forgetView} />
      </div>
      <div className="wp-tools hold-filters">
        <SearchField label={t("search")} />
        <FilterSelect
          label={t("filter.from")}
          field="from"
          choices={[...months].reverse().map((one) => choice(one))}
          all={any}
        />
        <FilterSelect
          label={t("filter.to")}
          field="to"
          choices={months.map((one) => choice(one))}
          all={any}
        />
        <FilterSelect
          label={t("filter.unit")}
          field="unit"
          choices={fewChoices(
            units.map(({ code, name, id }) => choice(code, name || id)),
            asked.unit,
          )}
          all={any}
        />
        <FilterSelect
          label={t("filter.plant")}
          field="plant"
          choices={fewChoices(
            choices.plants.map((code) => choice(code, plants.get(code)?.name)),
            asked.plant,
          )}
          all={any}
        />
        <FilterSelect
          label={t("filter.status")}
          field="status"
          choices={words("status", CERTIFICATE_STATUSES)}
          all={any}
        />
        <FilterSelect
          label={t("filter.level")}
          field="level"
          choices={words("level", DISCLOSURE_LEVELS)}
          all={any}
        />
      </div>
    </>
  );
}
