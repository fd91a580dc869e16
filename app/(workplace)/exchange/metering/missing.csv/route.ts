import { answered } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { missingTable } from "@/app/_server/metering";
import { csvText } from "@/lib/files/csv";

/** A month's missing days as the page's filters narrow them, a line a meter and day. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("exchange");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const text = csvText(["meter", "at", "grid", "date", "refused"], await missingTable(asked));
    return new Response(text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="missing.csv"',
      },
    });
  });
}
