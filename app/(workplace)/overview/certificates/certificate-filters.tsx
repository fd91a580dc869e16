import { provinceName } from "@/app/_server/province-name";
import type { CertificatesAsked } from "@/app/_server/records/certificates";
import type { Reading } from "@/app/_server/records/listing";
import { Words } from "@/app/_server/words";
import { ActionLink } from "@/components/workplace/button";
import { FilterSelect } from "@/components/workplace/filter-select";
import { SearchField } from "@/components/workplace/search-field";
import { PROVINCES } from "@/lib/identifiers/provinces";
import { CERTIFICATE_STATUSES, DISCLOSURE_LEVELS } from "@/lib/market/rows";
import { certifiedMonths } from "@/lib/store/queries/certified-months";

interface CertificateFiltersProps {
  reading: Reading;
  asked: CertificatesAsked;
}

export async function CertificateFilters({ reading: { say, calendar, db }, asked }: CertificateFiltersProps) {
  const [months, nameOf] = [await certifiedMonths(db), await provinceName()];
  const any = say("filter.any");
  const words = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: say(`certificates.${group}.${value}`) }));
  const monthChoices = [
    ...months.map((month) => ({ value: month, label: calendar.month(month) })),
    { value: "all", label: say("allMonths") },
  ];
  return (
    <Words of={["workplace"]}>
      <div className="wp-tools rec-filters">
        <SearchField label={say("certificates.search")} />
        <FilterSelect
          label={say("filter.month")}
          field="month"
          choices={monthChoices}
          all={say("filter.newest")}
        />
        <FilterSelect
          label={say("filter.province")}
          field="province"
          choices={PROVINCES.map(({ code }) => ({ value: code, label: nameOf(code) }))}
          all={any}
        />
        <FilterSelect
          label={say("certificates.status")}
          field="status"
          choices={words("statuses", CERTIFICATE_STATUSES)}
          all={any}
        />
        <FilterSelect
          label={say("certificates.level")}
          field="level"
          choices={words("levels", DISCLOSURE_LEVELS)}
          all={any}
        />
        <ActionLink href={exportAddress(asked)} download>
          {say("csv")}
        </ActionLink>
      </div>
    </Words>
  );
}

function exportAddress(asked: CertificatesAsked): string {
  const given = Object.entries(asked).filter(([, value]) => value !== "");
  return `/overview/certificates/export?${new URLSearchParams(given).toString()}`;
}
