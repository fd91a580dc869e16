import { getTranslations } from "next-intl/server";
import { chunks, grouped } from "@/components/ui/format";
import type { ListedEntry } from "./export";
import { momentOf } from "./moment";
import { typeKey } from "./type-key";

/** Entries newest first, in blocks: what the members took in at the same time. */
export async function EntryList({ entries }: { entries: readonly ListedEntry[] }) {
  const t = await getTranslations("ledger");
  return blocksOf(entries).map(({ time, entries: own }) => (
    <section key={own[0]?.index} className="block" aria-label={t("block.label", { moment: momentOf(time) })}>
      <h3 className="block-head">
        <time dateTime={`${momentOf(time).replace(" ", "T")}+08:00`}>{momentOf(time)}</time>
        <span>{t("block.count", { count: own.length })}</span>
      </h3>
      <ol>
        {own.map((entry) => (
          <li key={entry.index} className="entry-row">
            <a href={`/ledger/${entry.index}`} className="entry-link">
              <span className="entry-index">{grouped(entry.index)}</span>
              <span className="entry-type">{t(`types.${typeKey(entry.type)}`)}</span>
            </a>
            <span className="entry-codes mono">
              {entry.codes.length === 1
                ? chunks(entry.codes[0] ?? "", 4)
                    .map(({ text }) => text)
                    .join(" ")
                : entry.codes.length > 1 && t("block.codes", { count: entry.codes.length })}
            </span>
            <span className="entry-hash mono" title={entry.hash}>
              {chunks(entry.hash.slice(0, 16), 4)
                .map(({ text }) => text)
                .join(" ")}
            </span>
          </li>
        ))}
      </ol>
    </section>
  ));
}

interface Block {
  readonly time: number;
  readonly entries: ListedEntry[];
}

function blocksOf(entries: readonly ListedEntry[]): Block[] {
  const blocks: Block[] = [];
  for (const entry of entries) {
    const last = blocks.at(-1);
    if (last?.time === entry.time) last.entries.push(entry);
    else blocks.push({ time: entry.time, entries: [entry] });
  }
  return blocks;
}
