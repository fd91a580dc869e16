import { answered, refuse } from "@/app/_server/answers";
import { store } from "@/app/_server/market";
import { askedOf } from "@/app/_server/overview/asked";
import { isTable, tableOf } from "@/app/_server/overview/tables";
import { actingViewer } from "@/app/_server/viewer";
import { csvText } from "@/lib/files/csv";
import { nationalMonth } from "@/lib/store/digest/national";
import { isMonth } from "@/lib/units/interval";

/** A table of the overview as a file: `of` is provinces, channels, flows, plants, units or totals. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("regulator");
    const fields = Object.fromEntries(new URL(request.url).searchParams);
    const { month } = askedOf(fields);
    const of = fields.of ?? "totals";
    const found = isMonth(month) && isTable(of) ? await nationalMonth(await store(), month) : undefined;
    if (found === undefined || !isTable(of)) return refuse(404, "unknown", "there is no such table");
    const { header, rows } = tableOf(found, of);
    return new Response(csvText(header, rows), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${of}-${month}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  });
}
