import "server-only";
import { getTranslations } from "next-intl/server";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import { entriesPage } from "@/lib/store/queries/records-entries";
import { columnsOf, type Listing, type Reading } from "./listing";

const names = ["index", "type", "time", "hash"];

/** Entries of the ledger, newest first; by type, by a code they name, by transaction or hash. */
export async function entryListing({ db, asked, say, calendar }: Reading): Promise<Listing> {
  const types = await getTranslations("ledger");
  const wanted = {
    type: asked.type,
    text: asked.q || asked.plant || asked.contract || asked.meter || asked.unit,
  };
  const ascending = asked.sort === "index";
  const { total } = await entriesPage(db, wanted, { skip: 0, take: 0 });
  return {
    columns: columnsOf(say, names, new Set(["index"])),
    ...{ total, months: [], opens: false, sums: undefined },
    async cells(from, to) {
      const { rows } = await entriesPage(db, wanted, { skip: from, take: to - from, ascending });
      return rows.map(({ index, type, time, hash }) => ({
        key: String(index),
        cells: [
          { text: grouped(index), href: `/ledger/${index}` },
          types(`types.${typeKey(type)}`),
          calendar.moment(time),
          hash.slice(0, 16),
        ],
      }));
    },
  };
}
