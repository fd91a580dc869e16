import { answered, refuse } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { askedOf } from "@/app/_server/overview/asked";
import { dayBars } from "@/app/_server/overview/days";
import { actingViewer } from "@/app/_server/viewer";
import { csvText } from "@/lib/files/csv";

/** A finished month by days, Wh, of what `at` names or of the whole market; `as=csv` for a file. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("regulator");
    const fields = Object.fromEntries(new URL(request.url).searchParams);
    const asked = askedOf(fields);
    const days = await dayBars(asked);
    if (days === undefined) return refuse(404, "unknown", "no such month is finished");
    const headers = { "cache-control": "private, no-store" };
    // A file counts among the files.
    if (fields.as === "csv") await exportingViewer("regulator");
    if (fields.as !== "csv") return Response.json(days, { headers });
    const rows = days.map(({ day, meteredWh, sentWh, matchedWh }) => [day, meteredWh, sentWh, matchedWh]);
    const name = [asked.at?.key, asked.month, "days"].filter(Boolean).join("-");
    return new Response(csvText(["day", "metered_wh", "settled_wh", "matched_wh"], rows), {
      headers: {
        ...headers,
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}.csv"`,
      },
    });
  });
}
