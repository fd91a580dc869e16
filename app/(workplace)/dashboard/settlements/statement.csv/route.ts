import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { csvAnswer, lineColumns, lineRow } from "@/app/_server/dashboard/csv";
import { statementOf } from "@/app/_server/dashboard/statement";
import { actingViewer } from "@/app/_server/viewer";

/** A finished month's statement, of all one's units or of one. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const { participant } = await actingViewer("enterprise");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const view = await statementOf(participant, asked);
    if (view?.stage !== "finished" || view.month !== asked.month || view.groups.length === 0)
      return refuse(404, "unknown", "no statement of this month");
    const t = await getTranslations("dashboard");
    const rows = view.groups.flatMap(({ contracts }) => contracts.map((one) => lineRow(one, t)));
    return csvAnswer(`statement-${view.month}.csv`, lineColumns(t), rows);
  });
}
