import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { lineColumns, lineRow } from "@/app/_server/dashboard/csv";
import { statementOf } from "@/app/_server/dashboard/statement";
import { actingViewer } from "@/app/_server/viewer";
import type { CsvValue } from "@/lib/files/csv";
import { type SheetCell, spreadsheet } from "@/lib/files/spreadsheet";

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Columns whose text is an exact decimal: prices and amounts. */
const DECIMALS = 4;
const MIN_WIDTH = 12;

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
        lineRow(one, t).map((value, at) => cellOf(value, at >= header.length - DECIMALS)),
      ),
    );
    const columns = header.map((text) => ({ header: text, width: Math.max(MIN_WIDTH, 2 * text.length) }));
    const bytes = await spreadsheet([{ name: view.month, columns, rows, notes: [t("statement.note")] }]);
    const name = `statement-${view.month}.xlsx`;
    return new Response(new Uint8Array(bytes), {
      headers: { "content-type": TYPE, "content-disposition": `attachment; filename="${name}"` },
    });
  });
}

/** Numbers as numbers; exact decimals keep how many they have. */
function cellOf(value: CsvValue, isDecimal: boolean): SheetCell {
  if (typeof value === "number") return { value, decimals: 0 };
  if (value === undefined || !isDecimal) return value === undefined ? undefined : String(value);
  const [whole = "0", rest = ""] = String(value).split(".");
  return { value: Number(`${whole}${rest}`), decimals: rest.length };
}
