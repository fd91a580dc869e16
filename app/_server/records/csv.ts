import "server-only";
import type { CellView } from "@/components/records/record-view";
import { csvLine, csvText } from "@/lib/files/csv";
import type { Listing } from "./listing";

const AT_ONCE = 2_000;

/** All rows of a listing as a file; written as they are read, so that its length costs no memory. */
export function csvOf(listing: Listing, name: string): Response {
  const encoder = new TextEncoder();
  const header = listing.columns.map((column) => column.header);
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvText(header, []))),
    async pull(controller) {
      if (next >= listing.total) return controller.close();
      const rows = await listing.cells(next, Math.min(listing.total, next + AT_ONCE));
      next += AT_ONCE;
      controller.enqueue(encoder.encode(rows.map(({ cells }) => csvLine(cells.map(plain))).join("")));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

/** A figure without its thousands' marks is a number to a spreadsheet. */
function plain(cell: CellView): string | number {
  const text = typeof cell === "string" ? cell : cell.text;
  const isNumber = /^−?(?:0|[1-9]\d{0,2}(?:,\d{3})*)$/.test(text);
  return isNumber ? Number(text.replaceAll(",", "").replace("−", "-")) : text;
}
