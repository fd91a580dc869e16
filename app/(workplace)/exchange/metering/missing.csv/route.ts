import { answered } from "@/app/_server/answers";
import { missingTable } from "@/app/_server/metering";
import { actingViewer } from "@/app/_server/viewer";
import { csvText } from "@/lib/files/csv";

/** A month's missing days as the page's filters narrow them, a line a meter and day. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await actingViewer("exchange");
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
