"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { useState } from "react";
import { Action } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { FilterSelect } from "@/components/workplace/filter-select";
import { Pages } from "@/components/workplace/pages";
import { SearchField } from "@/components/workplace/search-field";
import { useTableAddress } from "@/components/workplace/use-table-address";
import { DayDrawer } from "./day-drawer";
import { DayGrid } from "./day-grid";
import { groupings, type InboxView } from "./inbox-view";
import "./metering.css";

const address = {
  d: parseAsString,
  g: parseAsString,
  q: parseAsString,
  state: parseAsString,
  page: parseAsString,
};

/** A month's curves: by group, then a square for every meter's every day. */
export function Inbox({ view }: { view: InboxView }) {
  const t = useTranslations("metering");
  const { page, setPage } = useTableAddress();
  const [state, set] = useQueryStates(address, { shallow: false, scroll: false });
  const open = (meter: string, day: number) => {
    const date = `${view.month.replace("-", "")}${String(day).padStart(2, "0")}`;
    void set({ d: `${meter}-${date}` });
  };
  const isNarrowed = Boolean(state.g || state.q || state.state);
  // The search field keeps what was typed; a new one begins empty.
  const [round, setRound] = useState(0);
  const clear = () => {
    setRound(round + 1);
    void set({ g: null, q: null, state: null, page: null });
  };
  return (
    <>
      <Filters key={round} view={view} {...(isNarrowed ? { onClear: clear } : {})} />
      <Groups
        view={view}
        chosen={state.g}
        onChoose={(key) => void set({ g: key === state.g ? null : key, page: null })}
      />
      {view.total === 0 ? (
        <EmptyState title={t("none.title")} action={<Action onClick={clear}>{t("clear")}</Action>}>
          {t("none.text")}
        </EmptyState>
      ) : (
        <>
          <DayGrid view={view} onOpen={open} />
          <Pages total={view.total} size={view.pageSize} page={page} onPage={setPage} keys={false} />
        </>
      )}
      <DayDrawer day={view.day} onClose={() => void set({ d: null })} />
    </>
  );
}

function Filters({ view, onClear }: { view: InboxView; onClear?: () => void }) {
  const t = useTranslations("metering");
  return (
    <div className="wp-tools met-filters">
      <FilterSelect
        field="month"
        label={t("month")}
        all={view.months[0] ?? view.month}
        choices={view.months.slice(1).map((month) => ({ value: month, label: month }))}
      />
      <SearchField label={t("search")} />
      <FilterSelect
        field="state"
        label={t("state")}
        all={t("all")}
        choices={["missing", "refused", "blocking", "complete"].map((value) => {
          return { value, label: t(`states.${value}`) };
        })}
      />
      <FilterSelect
        field="by"
        label={t("by")}
        all={t("groupings.grid")}
        choices={groupings
          .filter((one) => one !== "grid")
          .map((value) => ({ value, label: t(`groupings.${value}`) }))}
      />
      {onClear === undefined ? null : (
        <Action look="bare" onClick={onClear}>
          {t("clear")}
        </Action>
      )}
    </div>
  );
}

interface GroupsProps {
  view: InboxView;
  chosen: string | null;
  onChoose: (key: string) => void;
}

/** How many of a group's meter-days are here, refused, missing: three counts that add up to all of them. */
function Groups({ view, chosen, onChoose }: GroupsProps) {
  const t = useTranslations("metering");
  return (
    <>
      <ul className="met-groups" aria-label={t("by")}>
        {view.groups.map(({ key, name, meters, here, refused, missing }) => (
          <li key={key}>
            <button type="button" aria-pressed={chosen === key} onClick={() => onChoose(key)}>
              {view.by === "role" ? t(`role.${name}`) : name}
            </button>
            <span>
              {t("group", { meters, all: here + refused + missing, here })}
              {missing > 0 ? <b>{t("groupMissing", { missing })}</b> : null}
              {refused > 0 ? <b data-look="wrong">{t("groupRefused", { refused })}</b> : null}
            </span>
          </li>
        ))}
      </ul>
      {view.moreGroups > 0 ? <p className="met-more">{t("moreGroups", { count: view.moreGroups })}</p> : null}
    </>
  );
}
