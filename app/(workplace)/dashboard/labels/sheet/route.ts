import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { ownCodes } from "@/app/_server/holdings";
import { drawSheets, labelsOf, parseSheet } from "@/app/_server/labels";
import { isSameOrigin } from "@/app/_server/same-origin";

/** Sheets of labels as PDF at true size, of one's own certificates only. */
export function POST(request: Request): Promise<Response> {
  return answered(async () => {
    const person = await exportingViewer("enterprise");
    if (!isSameOrigin(request)) return refuse(403, "origin", "not asked for by this application");
    const wish = parseSheet(await request.json().catch(() => undefined));
    if (wish === undefined) return refuse(400, "form", "not a sheet of labels");
    const codes = await ownCodes(
      person,
      wish.labels.map(({ code }) => code),
    );
    if (codes.length === 0) return refuse(404, "unknown", "no certificate of yours is named");
    const t = await getTranslations("holdings");
    const bytes = await drawSheets(wish, await labelsOf(person, codes), (key, values) => t(key, values));
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": 'attachment; filename="labels.pdf"',
        "cache-control": "no-store",
      },
    });
  });
}
