import type { NextRequest } from "next/server";
import { answered, refuse } from "@/app/_server/answers";
import { entriesShown, entriesWanted } from "@/app/_server/entries-shown";
import { askLater } from "@/app/_server/limited";
import { csvText, ndjsonText } from "@/components/ledger/export";

/** The entries that the page shows under the same query, as `?format=csv` or `?format=ndjson`. */
export async function GET(request: NextRequest): Promise<Response> {
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const { format } = query;
  if (format !== "csv" && format !== "ndjson") return refuse(400, "format", "format is csv or ndjson");
  return answered(async () => {
    const { entries, wait } = await entriesShown(entriesWanted(query));
    if (wait !== undefined) return askLater(wait);
    const type = format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson";
    return new Response(format === "csv" ? csvText(entries) : ndjsonText(entries), {
      headers: {
        "content-type": type,
        "content-disposition": `attachment; filename="ledger-${entries.at(-1)?.index ?? 0}-${entries[0]?.index ?? 0}.${format}"`,
        "cache-control": "no-cache",
      },
    });
  });
}
