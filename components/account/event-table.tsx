import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

/** Something that happened to an account, in words. */
export interface EventShown {
  readonly id: string;
  readonly at: string;
  readonly what: string;
  readonly who: string;
  readonly by: string;
  readonly from: ReactNode;
}

export async function EventTable({ events }: { events: readonly EventShown[] }) {
  const t = await getTranslations("account.organisation.events");
  if (events.length === 0) return <p>{t("none")}</p>;
  return (
    <div className="wp-scroll">
      <table className="wp-table" data-stack="yes">
        <caption>{t("title")}</caption>
        <thead>
          <tr>
            {(["at", "what", "who", "from"] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, at, what, who, by, from }) => (
            <tr key={id}>
              <td data-label={t("at")}>{at}</td>
              <td data-label={t("what")}>{what}</td>
              <td data-label={t("who")}>
                {who}
                {by === "" ? null : <small>{t("by", { by })}</small>}
              </td>
              <td data-label={t("from")}>{from}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
