"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { refusalCodes } from "@/components/jobs/refusal-codes";
import { grouped } from "@/components/ui/format";
import { dayState, type InboxView, type MeterRowView } from "./inbox-view";
import "@/components/workplace/table.css";
import "./metering.css";

interface DayGridProps {
  view: InboxView;
  onOpen: (meter: string, day: number) => void;
}

/** A square for every meter's every day; the state is told by fill, edge and glyph, not by hue alone. */
export function DayGrid({ view, onOpen }: DayGridProps) {
  const t = useTranslations("metering");
  const days = Array.from({ length: view.dayCount }, (_, i) => i + 1);
  return (
    <>
      <p className="met-legend">
        {(["here", "closed", "refused", "gone"] as const).map((state) => (
          <span key={state}>
            <i className="met-cell" data-day={state} /> {t(`cell.${state}`)}
          </span>
        ))}
        <span>◆ {t("states.blocking")}</span>
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
              <th scope="col" className="end">
                {t("arrived")}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.meters.map((row) => (
              <Row key={row.code} row={row} days={days} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface RowProps {
  row: MeterRowView;
  days: readonly number[];
  onOpen: DayGridProps["onOpen"];
}

function Row({ row, days, onOpen }: RowProps) {
  const isBlocking = row.isWanted && row.arrived < days.length;
  return (
    <tr data-wanted={isBlocking ? "yes" : undefined}>
      <th scope="row" title={`${row.id} ${row.name}`}>
        <Link href={`/exchange/meters/${row.code}`} prefetch={false}>
          {row.id}
        </Link>{" "}
        <span>{row.name}</span>
      </th>
      {days.map((day) => (
        <td key={day}>
          <Day row={row} day={day} onOpen={onOpen} />
        </td>
      ))}
      <td className="end">
        {isBlocking ? "◆ " : ""}
        {grouped(row.arrived)} / {days.length}
      </td>
    </tr>
  );
}

function Day({ row, day, onOpen }: { row: MeterRowView; day: number; onOpen: DayGridProps["onOpen"] }) {
  const t = useTranslations("metering");
  const why = useTranslations("jobs.why");
  const state = dayState(row, day);
  if (state === "gone") {
    return (
      <span className="met-cell" data-day="gone">
        <span className="sr-only">{t("cell.gone")}</span>
      </span>
    );
  }
  const code = row.refused.find((one) => one.day === day)?.code;
  const known = refusalCodes.find((one) => one === code);
  const reason = known === undefined ? code : why(known);
  const said = state === "refused" ? t("cell.refusedFor", { reason: reason ?? "" }) : t(`cell.${state}`);
  return (
    <button
      type="button"
      className="met-cell"
      data-day={state}
      title={state === "refused" ? said : undefined}
      aria-label={t("open", { id: row.id, day, state: said })}
      onClick={() => onOpen(row.code, day)}
    />
  );
}
