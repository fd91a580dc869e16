import { useTranslations } from "next-intl";
import { typeKey } from "@/components/ledger/type-key";
import { FilterSelect } from "@/components/workplace/filter-select";
import { SearchField } from "@/components/workplace/search-field";
import { COMMAND_TYPES } from "@/lib/market/command";
import type { RefusalView } from "./gateway-view";

/** By transaction, entry, outcome, source, command and reason; all of it stands in the address. */
export function GatewayFilters({ refusals }: { refusals: readonly RefusalView[] }) {
  const t = useTranslations("exchange.gateway");
  const types = useTranslations("ledger.types");
  const all = t("filter.all");
  return (
    <div className="console-tools">
      <SearchField label={t("filter.find")} />
      <FilterSelect
        label={t("filter.state")}
        field="state"
        all={all}
        choices={(["accepted", "refused", "pending"] as const).map((value) => ({
          value,
          label: t(`state.${value}`),
        }))}
      />
      <FilterSelect
        label={t("filter.source")}
        field="source"
        all={all}
        choices={(["person", "job", "cli", "machine"] as const).map((value) => {
          return { value, label: t(`source.${value}`) };
        })}
      />
      <FilterSelect
        label={t("filter.type")}
        field="type"
        all={all}
        choices={COMMAND_TYPES.map((value) => ({ value, label: types(typeKey(value)) }))}
      />
      <FilterSelect
        label={t("filter.code")}
        field="code"
        all={all}
        choices={refusals.map(({ code }) => ({ value: code, label: code }))}
      />
    </div>
  );
}

/** Of how long the figures at the top are. */
export function GatewayPeriod() {
  const t = useTranslations("exchange.gateway.period");
  return (
    <FilterSelect
      label={t("name")}
      field="hours"
      all={t("day")}
      choices={[
        { value: "1", label: t("hour") },
        { value: "168", label: t("week") },
      ]}
    />
  );
}
