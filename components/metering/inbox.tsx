"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { grouped } from "@/components/ui/format";
import { EmptyState } from "@/components/workplace/empty-state";
import { FilterSelect } from "@/components/workplace/filter-select";
import { Pages } from "@/components/workplace/pages";
import { SearchField } from "@/components/workplace/search-field";
import { useTableAddress } from "@/components/workplace/use-table-address";
import { DayDrawer } from "./day-drawer";
import { hasDay, type InboxView, type MeterRowView } from "./inbox-view";
import "./metering.css";

/** A month's curves: by group, then a square for every meter's every day. */
export function Inbox({ view }: { view: InboxView }) {
  const t = useTranslations("metering");
  const { page, setPage } = useTableAddress();
  const [, set] = useQueryStates(
    { d: parseAsString, g: parseAsString, page: parseAsString },
    { shallow: false, scroll: false },
  );
  const open = (meter: string, day: number) => {
    const date = `${view.month.replace("-", "")}${String(day).padStart(2, "0")}`;
    void set({ d: `${meter}-${date}` });
  };
  return (
    <>
      <div className="wp-tools met-filters">
        <FilterSelect
          field="month"
          label={t("month")}
          all={view.month}
          choices={view.months.map((month) => ({ value: month, label: month }))}
        />
        <SearchField label={t("search")} />
        <FilterSelect
          field="state"
          label={t("state")}
          all={t("all")}
          choices={["missing", "blocking", "complete"].map((value) => ({
            value,
            label: t(`states.${value}`),
          }))}
        />
        <FilterSelect
          field="by"
          label={t("by")}
          all={t("groupings.grid")}
          choices={["province", "role"].map((value) => ({ value, label: t(`groupings.${value}`) }))}
        />
      </div>
      <ul className="met-groups">
        {view.groups.map(({ key, name, meters, complete, missing }) => (
          <li key={key}>
            <button type="button" onClick={() => void set({ g: key, page: null })}>
              {view.by === "role" ? t(`role.${name}`) : name}
            </button>
            <span>{t("group", { meters, complete, missing })}</span>
          </li>
        ))}
      </ul>
      {view.total === 0 ? (
        <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>
      ) : (
        <Grid view={view} onOpen={open} />
      )}
      <Pages total={view.total} size={view.pageSize} page={page} onPage={setPage} keys={false} />
      <DayDrawer day={view.day} onClose={() => void set({ d: null })} />
    </>
  );
}

interface GridProps {
  view: InboxView;
  onOpen: (meter: string, day: number) => void;
}

function Grid({ view, onOpen }: GridProps) {
  const t = useTranslations("metering");
  const days = Array.from({ length: view.dayCount }, (_, i) => i + 1);
  return (
    <>
      <p className="met-legend">
        <i className="met-cell" data-day="here" /> {t("cell.here")}{" "}
        <i className="met-cell" data-day="closed" /> {t("cell.closed")}{" "}
        <i className="met-cell" data-day="gone" /> {t("cell.gone")}
      </p>
      <section className="wp-scroll" aria-label={t("gridLabel", { month: view.month })}>
        <table className="met-grid">
          <thead>
            <tr>
              <th scope="col">{t("meter")}</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {day % 5 === 0 || day === 1 ? day : <span className="sr-only">{day}</span>}
                </th>
              ))}
              <th scope="col">{t("arrived")}</th>
            </tr>
          </thead>
          <tbody>
            {view.meters.map((row) => (
              <tr
                key={row.code}
                data-wanted={row.isWanted && row.arrived < view.dayCount ? "yes" : undefined}
              >
                <th scope="row">
                  {row.id} <span>{row.name}</span>
                </th>
                {days.map((day) => (
                  <td key={day}>
                    <Day row={row} day={day} onOpen={onOpen} />
                  </td>
                ))}
                <td className="end">
                  {row.arrived < view.dayCount && row.isWanted ? "◆ " : ""}
                  {grouped(row.arrived)} / {view.dayCount}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Day({ row, day, onOpen }: { row: MeterRowView; day: number; onOpen: GridProps["onOpen"] }) {
  const t = useTranslations("metering");
  if (!hasDay(row.days, day)) {
    return (
      <span className="met-cell" data-day="gone">
        <span className="sr-only">{t("cell.gone")}</span>
      </span>
    );
  }
  const state = row.isClosed ? "closed" : "here";
  return (
    <button
      type="button"
      className="met-cell"
      data-day={state}
      aria-label={t("open", { id: row.id, day, state: t(`cell.${state}`) })}
      onClick={() => onOpen(row.code, day)}
    />
  );
}
