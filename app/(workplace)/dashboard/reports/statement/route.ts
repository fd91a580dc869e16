import type { NextRequest } from "next/server";
import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { draftStatement } from "@/app/_server/statement";
import { statementChoices, statementFigures } from "@/app/_server/statement-figures";
import { statementPaper, statementWorkbook } from "@/app/_server/statement-files";
import { askedStatement } from "@/app/_server/statement-wish";

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A statement of one's own units as a file: `?as=pdf|xlsx` and the fields of the page. */
export function GET(request: NextRequest): Promise<Response> {
  return answered(async () => {
    const person = await exportingViewer("enterprise");
    const query = request.nextUrl.searchParams;
    const { months } = await statementChoices(person);
    const asked = askedStatement({ ...Object.fromEntries(query), unit: query.getAll("unit") }, months);
    const figures = await statementFigures(person, asked);
    if (figures === undefined) return refuse(404, "unknown", "nothing of yours is settled in these months");
    const statement = await draftStatement(person, figures, asked.kind, Math.floor(Date.now() / 1000));
    const t = await getTranslations("statement");
    const says = (key: string, values?: Record<string, string | number>) => t(key, values);
    const isPaper = query.get("as") !== "xlsx";
    const bytes = await (isPaper ? statementPaper(statement, says) : statementWorkbook(statement, says));
    const name = `${asked.kind}-${asked.from}-${asked.to}.${isPaper ? "pdf" : "xlsx"}`;
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": isPaper ? "application/pdf" : workbookType,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  });
}
