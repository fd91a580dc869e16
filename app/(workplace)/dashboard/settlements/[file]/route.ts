import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { csvAnswer, lineColumns, lineRow, lineSheet } from "@/app/_server/dashboard/csv";
import { statementOf } from "@/app/_server/dashboard/statement";
import { exportingViewer } from "@/app/_server/exporting";
import { spreadsheet } from "@/lib/files/spreadsheet";

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

interface Context {
  readonly params: Promise<{ file: string }>;
}

/** A finished month's statement, of all one's units or of one: `statement.csv`, or `statement.xlsx` with numbers as numbers. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return answered(async () => {
    const { participant } = await exportingViewer("enterprise");
    const { file } = await params;
    if (file !== "statement.csv" && file !== "statement.xlsx") return refuse(404, "unknown", "no such file");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const view = await statementOf(participant, asked);
    if (view?.stage !== "finished" || view.month !== asked.month || view.groups.length === 0)
      return refuse(404, "unknown", "no statement of this month");
    const t = await getTranslations("dashboard");
    const contracts = view.groups.flatMap((group) => group.contracts);
    const name = file.replace(".", `-${view.month}.`);
    if (file === "statement.csv") {
      const rows = contracts.map((one) => lineRow(one, t));
      return csvAnswer(name, lineColumns(t), rows);
    }
    const bytes = await spreadsheet([lineSheet(view.month, contracts, t)]);
    return new Response(new Uint8Array(bytes), {
      headers: { "content-type": workbookType, "content-disposition": `attachment; filename="${name}"` },
    });
  });
}
