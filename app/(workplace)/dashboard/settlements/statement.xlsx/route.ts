import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { lineColumns, lineRow } from "@/app/_server/dashboard/csv";
import { statementOf } from "@/app/_server/dashboard/statement";
import { actingViewer } from "@/app/_server/viewer";
import { spreadsheetBytes } from "@/lib/files/spreadsheet";

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Columns whose text is an exact decimal: prices and amounts. */
const DECIMALS = 4;

/** A finished month's statement as a spreadsheet, numbers as numbers. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const { participant } = await actingViewer("enterprise");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const view = await statementOf(participant, asked);
    if (view?.stage !== "finished" || view.month !== asked.month || view.groups.length === 0)
      return refuse(404, "unknown", "no statement of this month");
    const t = await getTranslations("dashboard");
    const header = lineColumns(t);
    const rows = view.groups.flatMap(({ contracts }) =>
      contracts.map((one) =>
        lineRow(one, t).map((value, at) => {
          if (typeof value === "string" && at >= header.length - DECIMALS) return { decimal: value };
          return typeof value === "bigint" ? String(value) : value;
        }),
      ),
    );
    const bytes = await spreadsheetBytes({ name: view.month, header, rows });
    const name = `statement-${view.month}.xlsx`;
    return new Response(new Uint8Array(bytes), {
      headers: { "content-type": TYPE, "content-disposition": `attachment; filename="${name}"` },
    });
  });
}
