import { getTranslations } from "next-intl/server";
import { answered } from "@/app/_server/answers";
import { foundContracts } from "@/app/_server/dashboard/contracts";
import { csvStream, lineColumns, lineRow } from "@/app/_server/dashboard/csv";
import { exportingViewer } from "@/app/_server/exporting";

/** The contracts the address narrows to, all pages of them. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const { participant } = await exportingViewer("enterprise");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const t = await getTranslations("dashboard");
    const { found, viewsOf } = await foundContracts(participant, asked);
    return csvStream("contracts.csv", lineColumns(t), found.length, async (from, to) => {
      const views = await viewsOf(found.slice(from, to).map(({ code }) => code));
      return views.map((one) => lineRow(one, t));
    });
  });
}
