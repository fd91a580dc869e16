import { useTranslations } from "next-intl";
import { typeKey } from "@/components/ledger/type-key";
import { Action, ActionLink } from "@/components/workplace/button";
import { FilterSelect } from "@/components/workplace/filter-select";
import { SearchField } from "@/components/workplace/search-field";
import { COMMAND_TYPES } from "@/lib/market/command";
import type { TrailChoice } from "./trail-view";

interface TrailFiltersProps {
  people: readonly TrailChoice[];
  from: string;
  to: string;
  /** Every field of the address, kept when the days change. */
  kept: Readonly<Record<string, string>>;
  /** What is listed, as a file; undefined where nothing is. */
  file: string | undefined;
}

/** By person, kind, object and days; all of it stands in the address, and in the file. */
export function TrailFilters({ people, from, to, kept, file }: TrailFiltersProps) {
  const t = useTranslations("exchange.audit");
  const types = useTranslations("ledger.types");
  const choices = COMMAND_TYPES.map((value) => ({ value, label: types(typeKey(value)) }));
  return (
    <div className="console-tools">
      <SearchField label={t("search")} />
      <FilterSelect label={t("person")} field="who" all={t("all")} choices={people} />
      <FilterSelect label={t("type")} field="type" all={t("all")} choices={choices} />
      <form className="wp-tools">
        {Object.entries(kept).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label className="wp-filter">
          {t("from")}
          <input type="date" name="from" defaultValue={from} className="console-date" />
        </label>
        <label className="wp-filter">
          {t("to")}
          <input type="date" name="to" defaultValue={to} className="console-date" />
        </label>
        <Action type="submit">{t("apply")}</Action>
        <ActionLink href="/exchange/audit" look="bare">
          {t("clear")}
        </ActionLink>
      </form>
      {file === undefined ? null : (
        <ActionLink href={file} download>
          CSV
        </ActionLink>
      )}
    </div>
  );
}
