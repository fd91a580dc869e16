import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { FilterSelect } from "@/components/workplace/filter-select";
import { Section } from "@/components/workplace/page-head";
import { SearchField } from "@/components/workplace/search-field";
import { CERTIFICATE_STATUSES } from "@/lib/market/rows";
import { CertificatesTable } from "./certificates-table";
import "./console.css";
import type { CertificateView } from "./issuing-view";

interface CertificateListProps {
  list: {
    rows: readonly CertificateView[];
    total: number;
    pageSize: number;
    detail: CertificateView | undefined;
    /** Whether the address leaves any out. */
    isNarrowed: boolean;
  };
  months: readonly string[];
  /** Where the list can be had as a file. */
  csv: string;
}

/** All certificates there are: searched, narrowed, sorted, paged by the server. */
export function CertificateList({ list: { isNarrowed, ...list }, months, csv }: CertificateListProps) {
  const t = useTranslations("exchange.certificates");
  if (list.total === 0 && !isNarrowed) return null;
  return (
    <Section
      id="issued"
      title={`${t("list")} ${grouped(list.total)}`}
      tools={
        <ActionLink href={csv} download>
          CSV
        </ActionLink>
      }
    >
      <div className="console-tools">
        <SearchField label={t("search")} />
        <FilterSelect
          label={t("month")}
          field="of"
          all={t("anyMonth")}
          choices={months.map((month) => ({ value: month, label: month }))}
        />
        <FilterSelect
          label={t("status")}
          field="status"
          all={t("anyStatus")}
          choices={CERTIFICATE_STATUSES.map((value) => ({
            value,
            label: t(`statuses.${value}`),
          }))}
        />
      </div>
      <CertificatesTable
        {...list}
        empty={<EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>}
      />
    </Section>
  );
}
