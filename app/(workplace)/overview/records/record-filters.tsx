import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { provinceName } from "@/app/_server/province-name";
import { addressWith, KINDS, NARROWING, type Narrowing } from "@/app/_server/records/asked";
import type { Listing, Reading } from "@/app/_server/records/listing";
import { pathName, plantName, unitName } from "@/app/_server/records/matching";
import { Words } from "@/app/_server/words";
import { typeKey } from "@/components/ledger/type-key";
import { ActionLink } from "@/components/workplace/button";
import { FilterSelect } from "@/components/workplace/filter-select";
import { SearchField } from "@/components/workplace/search-field";
import { TabLinks } from "@/components/workplace/tab-links";
import { PROVINCES } from "@/lib/identifiers/provinces";
import { contractMonths } from "@/lib/store/queries/records-contracts";
import { entryTypes } from "@/lib/store/queries/records-entries";
import { formatDay } from "@/lib/units/day";

/** The sentence over the list, with its months and how many there are. */
export function headingOf({ asked, say, calendar }: Reading, { months, total }: Listing): string {
  const [only] = months;
  const day = asked.day === undefined ? undefined : calendar.day(asked.day);
  const span = day ?? (months.length === 1 && only ? calendar.month(only) : say("allMonths"));
  return say(`heading.${asked.kind}`, { count: total, month: span });
}

export function KindTabs({ reading: { asked, say } }: { reading: Reading }) {
  const tabs = KINDS.map((kind) => ({
    href: addressWith(asked, { kind: kind === "lines" ? "" : kind, sort: "", q: "" }),
    label: say(`caption.${kind}`),
    current: kind === asked.kind,
  }));
  return <TabLinks label={say("tabs")} tabs={tabs} />;
}

/** What narrows the list: what one chooses here, and what one came with. */
export async function Filters({ reading }: { reading: Reading }) {
  const { asked, say, calendar, db } = reading;
  const { kind } = asked;
  const nameOf = await provinceName();
  const months = kind === "meters" || kind === "entries" ? [] : await contractMonths(db);
  const select = (
    field: string,
    choices: readonly { value: string; label: string }[],
    all = say("filter.any"),
  ) =>
    choices.length === 0 ? null : (
      <FilterSelect key={field} label={say(`filter.${field}`)} field={field} choices={choices} all={all} />
    );
  const words = (field: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: say(`${field}.${value}`) }));
  const monthChoices = months.map((month) => ({ value: month, label: calendar.month(month) }));
  const isDeal = kind === "lines" || kind === "contracts";
  return (
    <Words of={["workplace"]}>
      <div className="wp-tools rec-filters">
        <SearchField label={say(`search.${kind}`)} key={kind} />
        {months.length === 0
          ? null
          : select(
              "month",
              [...monthChoices, { value: "all", label: say("allMonths") }],
              say("filter.newest"),
            )}
        {kind === "entries"
          ? null
          : select(
              "province",
              PROVINCES.map(({ code }) => ({ value: code, label: nameOf(code) })),
            )}
        {isDeal ? select("scope", words("scope", ["within", "across"])) : null}
        {kind === "lines" ? select("limit", words("limit", ["contract", "generation", "consumption"])) : null}
        {kind === "readings" || kind === "meters"
          ? select("role", words("role", ["production", "consumption"]))
          : null}
        {kind === "entries" ? select("type", await typeChoices(reading)) : null}
        <ActionLink href={addressWith(asked, {}).replace("/records", "/records/export")} download>
          {say("csv")}
        </ActionLink>
      </div>
      <CameWith reading={reading} nameOf={nameOf} />
    </Words>
  );
}

async function typeChoices({ db }: Reading) {
  const t = await getTranslations("ledger");
  return (await entryTypes(db)).map((type) => ({ value: type, label: t(`types.${typeKey(type)}`) }));
}

function CameWith({ reading, nameOf }: { reading: Reading; nameOf: (code: string) => string }) {
  const { asked, say, directory } = reading;
  const names: Readonly<Record<Narrowing, (code: string) => string>> = {
    plant: (code) => plantName(directory, code),
    unit: (code) => unitName(directory, code),
    channel: (code) => pathName(directory, [code]),
    contract: (code) => `…${code.slice(-8)}`,
    participant: (code) => directory.participants.get(code)?.name ?? code,
    meter: (code) => `…${code.slice(-8)}`,
    from: nameOf,
    to: nameOf,
  };
  const given = NARROWING.filter((name) => asked[name] !== "");
  if (given.length === 0 && asked.day === undefined) return null;
  return (
    <p className="rec-only">
      <span>{say("filter.only")}</span>
      {given.map((name) => (
        <span key={name}>
          {say(`filter.${name}`)} <b>{names[name](asked[name])}</b>{" "}
          <Link href={addressWith(asked, { [name]: "" })} prefetch={false}>
            {say("filter.clear")}
          </Link>
        </span>
      ))}
      {asked.day === undefined ? null : (
        <span>
          {say("filter.day")} <b>{formatDay(asked.day)}</b>{" "}
          <Link href={addressWith(asked, { day: "" })} prefetch={false}>
            {say("filter.clear")}
          </Link>
        </span>
      )}
    </p>
  );
}
