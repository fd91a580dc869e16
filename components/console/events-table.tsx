import { useTranslations } from "next-intl";
import { momentOf } from "@/components/ledger/moment";
import "./console.css";
import type { EventRow } from "./trail-view";

/** More than these are not read. */
export const EVENTS_SHOWN = 500;

/** What happened to the accounts of this exchange, newest first. */
export function EventsTable({ events }: { events: readonly EventRow[] }) {
  const t = useTranslations("exchange.audit");
  return (
    <div className="console-scroll">
      <table className="console-list">
        <thead>
          <tr>
            <th scope="col">{t("time")}</th>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("who")}</th>
            <th scope="col">{t("address")}</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, time, kind, email, by, address }) => (
            <tr key={id}>
              <td>{momentOf(time)}</td>
              <th scope="row">{t(t.has(`events.${kind}`) ? `events.${kind}` : "events.other")}</th>
              <td>
                {email}
                {by === "" ? null : <div className="dim">{t("by", { by })}</div>}
              </td>
              <td className="dim">{address || "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {events.length < EVENTS_SHOWN ? null : (
        <p className="dim">{t("newestOnly", { count: EVENTS_SHOWN })}</p>
      )}
    </div>
  );
}
