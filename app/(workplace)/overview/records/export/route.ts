import { answered } from "@/app/_server/answers";
import { askedOf } from "@/app/_server/records/asked";
import { listingOf } from "@/app/_server/records/list";
import { readingOf } from "@/app/_server/records/listing";
import { actingViewer } from "@/app/_server/viewer";
import { csvLine, csvText } from "@/lib/files/csv";

const AT_ONCE = 2_000;

/** All records the address names, as a file; written as it is read. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("regulator");
    const asked = askedOf(Object.fromEntries(new URL(request.url).searchParams));
    const listing = await listingOf(await readingOf(asked));
    const encoder = new TextEncoder();
    let next = 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(
          encoder.encode(
            csvText(
              listing.columns.map(({ header }) => header),
              [],
            ),
          ),
        );
      },
      async pull(controller) {
        if (next >= listing.total) return controller.close();
        const rows = await listing.cells(next, Math.min(listing.total, next + AT_ONCE));
        next += AT_ONCE;
        const text = rows.map(({ cells }) =>
          csvLine(cells.map((cell) => plain(typeof cell === "string" ? cell : cell.text))),
        );
        controller.enqueue(encoder.encode(text.join("")));
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${asked.kind}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  });
}

/** A figure without its thousands' marks is a number to a spreadsheet. */
function plain(text: string): string | number {
  return /^−?(?:0|[1-9]\d{0,2}(?:,\d{3})*)$/.test(text) ? Number(text.replaceAll(",", "").replace("−", "-")) : text;
}
