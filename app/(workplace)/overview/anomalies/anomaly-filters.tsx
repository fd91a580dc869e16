import Link from "next/link";
import { store } from "@/app/_server/market";
import type { AnomalyAsked } from "@/app/_server/oversight/list";
import type { Naming } from "@/app/_server/oversight/names";
import { provinceName } from "@/app/_server/province-name";
import { Words } from "@/app/_server/words";
import type { SortLinks } from "@/components/overview/anomalies/anomaly-table";
import type { Say } from "@/components/overview/anomalies/words";
import { ActionLink } from "@/components/workplace/button";
import { FilterSelect } from "@/components/workplace/filter-select";
import { PROVINCES } from "@/lib/identifiers/provinces";
import { RULES, ruleNumber } from "@/lib/oversight/finding";
import { type AnomalyCounts, type AnomalyStanding, anomalyMonths } from "@/lib/store/queries/anomalies";

const standings: readonly AnomalyStanding[] = ["open", "referred", "explained", "gone"];

interface FiltersProps {
  asked: AnomalyAsked;
  counts: AnomalyCounts;
  naming: Naming;
}

/** Status, rule, month and province, all in the address. */
export async function Filters({ asked, counts, naming }: FiltersProps) {
  const { say, calendar } = naming;
  const [months, nameOf] = [await anomalyMonths(await store()), await provinceName()];
  const any = say("filter.any");
  const choice = (value: string, label: string) => ({ value, label });
  return (
    <div className="wp-tools anom-filters">
      <Words of={["workplace"]}>
        <FilterSelect
          label={say("filter.state")}
          field="state"
          all={any}
          choices={standings.map((one) => choice(one, `${say(`state.${one}`)} ${counts[one]}`))}
        />
        <FilterSelect
          label={say("filter.rule")}
          field="rule"
          all={any}
          choices={RULES.map((rule) => choice(rule, `${ruleNumber(rule)} ${say(`rule.${rule}`)}`))}
        />
        <FilterSelect
          label={say("filter.month")}
          field="month"
          all={any}
          choices={months.map((month) => choice(month, calendar.month(month)))}
        />
        <FilterSelect
          label={say("filter.province")}
          field="province"
          all={any}
          choices={PROVINCES.map(({ code }) => choice(code, nameOf(code)))}
        />
      </Words>
      {asked.object === undefined ? null : (
        <Link href={addressOf({ ...asked, object: "" }, 1)}>
          {say("filter.clear", { object: naming.object("above-capacity", asked.object) })}
        </Link>
      )}
      <ActionLink href={addressOf(asked, 1).replace("/anomalies", "/anomalies/export")} download>
        {say("csv")}
      </ActionLink>
    </div>
  );
}

/** The address of a page of the list. */
export function addressOf(asked: AnomalyAsked, page: number): string {
  const { state, rule, month, province, object, sort, descending } = asked;
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries({ state, rule, month, province, object })) {
    if (value) fields.set(name, value);
  }
  if (sort !== "state") fields.set("sort", `${descending ? "-" : ""}${sort}`);
  if (page > 1) fields.set("page", String(page));
  const query = fields.toString();
  return `/overview/anomalies${query === "" ? "" : `?${query}`}`;
}

/** By status (open first), by rule, by the day it was found; the same head again turns the order round. */
export function sortLinks(asked: AnomalyAsked): SortLinks {
  const link = (sort: AnomalyAsked["sort"]) => {
    const isIt = asked.sort === sort;
    const descending = isIt && !asked.descending;
    const direction = asked.descending ? ("descending" as const) : ("ascending" as const);
    return { href: addressOf({ ...asked, sort, descending }, 1), direction: isIt ? direction : undefined };
  };
  return {
    state: { ...link("state"), href: addressOf({ ...asked, sort: "state", descending: false }, 1) },
    rule: link("rule"),
    seen: link("seen"),
  };
}

interface PageLinksProps {
  asked: AnomalyAsked;
  total: number;
  size: number;
  say: Say;
}

export function PageLinks({ asked, total, size, say }: PageLinksProps) {
  const { page } = asked;
  if (total <= size) return null;
  const from = (page - 1) * size + 1;
  return (
    <nav className="wp-pages" aria-label={say("caption")}>
      <span>
        {say("page.shown", { from, to: Math.min(total, page * size), total })}
        {page > 1 ? <ActionLink href={addressOf(asked, page - 1)}>{say("page.earlier")}</ActionLink> : null}
        {page * size < total ? (
          <ActionLink href={addressOf(asked, page + 1)}>{say("page.later")}</ActionLink>
        ) : null}
      </span>
    </nav>
  );
}
