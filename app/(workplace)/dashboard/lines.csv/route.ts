import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { csvAnswer, lineColumns, lineRow } from "@/app/_server/dashboard/csv";
import { monthView } from "@/app/_server/dashboard/month";
import { monthsOf } from "@/app/_server/dashboard/own";
import { exportingViewer } from "@/app/_server/exporting";

/** One's own contracts of a month with what each came to. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const { participant } = await exportingViewer("enterprise");
    const asked = new URL(request.url).searchParams.get("month");
    const mark = (await monthsOf(participant)).find(({ month }) => month === asked);
    if (mark === undefined) return refuse(404, "unknown", "no contracts in this month");
    const t = await getTranslations("dashboard");
    const view = await monthView(participant, mark);
    const rows = view.groups.flatMap(({ contracts }) => contracts.map((one) => lineRow(one, t)));
    return csvAnswer(`lines-${mark.month}.csv`, lineColumns(t), rows);
  });
}
