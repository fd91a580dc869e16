"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { grouped, shareOf } from "@/components/ui/format";
import { Icon } from "@/components/ui/icons";
import { type OverviewView, type RankRow, rankTabs } from "./overview-view";
import { placeName } from "./place-name";
import { said, scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

/** Who sent, carried or received most; the server sorts and cuts. */
export function Rankings({ view }: { view: OverviewView }) {
  const t = useTranslations("overview");
  const { to, go, busy } = useOverviewAddress();
  const { ranking, english, month } = view;
  const { tab, sort, page, pages, total } = ranking;
  const scale = scaleOf(ranking.largestWh, english);
  return (
    <section className="ov-part ov-ranking" aria-labelledby="rank-title" aria-busy={busy}>
      <header>
        <h2 id="rank-title">{t("rank.title")}</h2>
        <p>
          <span>{t(`unit.${scale.unit}`)}</span>
          <a href={`/overview/export?of=${tab}&m=${month}`}>{t("csv")}</a>
        </p>
      </header>
      <nav className="wp-tabs" aria-label={t("rank.title")}>
        {rankTabs.map((one) => (
          <Link
            key={one}
            href={to({ rank: one, page: undefined })}
            scroll={false}
            prefetch={false}
            aria-current={one === tab ? "page" : undefined}
          >
            {t(`rank.${one}`)}
          </Link>
        ))}
      </nav>
      <table className="ov-table">
        <caption className="sr-only">{t(`rank.${tab}`)}</caption>
        <thead>
          <tr>
            {(["name", "energy", "share"] as const).map((one) => (
              <th
                key={one}
                scope="col"
                className={one === "name" ? undefined : "end"}
                colSpan={one === "energy" ? 2 : 1}
                aria-sort={sort === one ? (one === "name" ? "ascending" : "descending") : undefined}
              >
                <button
                  type="button"
                  onClick={() => go({ sort: one === "energy" ? undefined : one, page: undefined })}
                >
                  {one === "name" ? t(`rank.${tab}`) : t(`rank.${one}.${tab}`)}
                  {sort === one ? <span aria-hidden="true">{one === "name" ? " ↑" : " ↓"}</span> : null}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ranking.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <Who
                  row={row}
                  english={english}
                  href={row.at === undefined ? row.href : to({ at: row.at })}
                />
              </th>
              <td className="bar" aria-hidden="true">
                <i style={{ width: `${(60 * row.energyWh) / Math.max(1, ranking.largestWh)}px` }} />
              </td>
              <td className="end">
                <a href={row.href} title={`${grouped(row.energyWh)} Wh`}>
                  {said(row.energyWh, scale, 3)}
                </a>
              </td>
              <td className="end">{shareOf(row.partWh, row.wholeWh)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="ov-pages">
        <span>{t("rank.pages", { page, pages, total })}</span>
        {page > 1 ? (
          <Link href={to({ page: String(page - 1) })} scroll={false} prefetch={false}>
            {t("rank.before")}
          </Link>
        ) : null}
        {page < pages ? (
          <Link href={to({ page: String(page + 1) })} scroll={false} prefetch={false}>
            {t("rank.after")}
          </Link>
        ) : null}
      </p>
    </section>
  );
}

function Who({ row, english, href }: { row: RankRow; english: boolean; href: string }) {
  const source = row.type === undefined ? undefined : sourceOf(row.type);
  return (
    <Link href={href} scroll={false} prefetch={false}>
      {source === undefined ? null : (
        <span className="source-glyph" data-source={source}>
          <Icon name={iconOf(source)} className="" />
        </span>
      )}
      {row.name} {row.province === undefined ? null : <small>{placeName(row.province, english)}</small>}
    </Link>
  );
}
