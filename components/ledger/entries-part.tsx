import { getTranslations } from "next-intl/server";
import { grouped } from "@/components/ui/format";
import { EntryFinder } from "./entry-finder";
import { EntryList } from "./entry-list";
import type { ListedEntry } from "./export";

interface EntriesPartProps {
  wanted: { readonly before?: number; readonly type?: string; readonly q: string };
  entries: readonly ListedEntry[];
  older?: number;
  /** Seconds to wait before the next search. */
  wait?: number;
}

/** What was found, page by page in the address, and the same as a file. */
export async function EntriesPart({ wanted, entries, older, wait }: EntriesPartProps) {
  const t = await getTranslations("ledger");
  const { before, type, q } = wanted;
  const reason = wait !== undefined ? "entries.wait" : q === "" ? "entries.none" : "entries.notFound";
  const narrowed = q !== "" || type !== undefined;
  return (
    <section className="ledger-part" id="entries" aria-labelledby="entries-title">
      <h2 id="entries-title" className="ledger-title">
        {t("entries.title")}
      </h2>
      <EntryFinder q={q} type={type} />
      {entries.length === 0 ? (
        <p className="ledger-none">
          {t(reason, { q, seconds: wait ?? 0 })} <a href="/ledger#entries">{t("entries.all")}</a>
        </p>
      ) : (
        <>
          <p className="entries-range">
            <span>
              {t("entries.range", {
                from: grouped(entries.at(-1)?.index ?? 0),
                to: grouped(entries[0]?.index ?? 0),
                count: entries.length,
              })}
              {narrowed && (
                <>
                  {" "}
                  <a href="/ledger#entries">{t("entries.all")}</a>
                </>
              )}
            </span>
            <span>
              {(["ndjson", "csv"] as const).map((format) => (
                <a key={format} href={`/ledger/export?${queryOf(wanted, { format })}`} download>
                  {t(`entries.${format}`)}
                </a>
              ))}
            </span>
          </p>
          <EntryList entries={entries} />
          <nav className="pager" aria-label={t("entries.pages")}>
            {before === undefined ? (
              <span />
            ) : (
              <a href={`/ledger?${queryOf({ type, q })}#entries`}>{t("entries.newest")}</a>
            )}
            {older !== undefined && (
              <a rel="next" href={`/ledger?${queryOf({ type, q }, { before: String(older) })}#entries`}>
                {t("entries.older")}
              </a>
            )}
          </nav>
        </>
      )}
    </section>
  );
}

function queryOf(
  { before, type, q = "" }: { before?: number; type?: string | undefined; q?: string },
  more: Readonly<Record<string, string>> = {},
): string {
  return new URLSearchParams({
    ...(before === undefined ? {} : { before: String(before) }),
    ...(type === undefined ? {} : { type }),
    ...(q === "" ? {} : { q }),
    ...more,
  }).toString();
}
