import { getTranslations } from "next-intl/server";
import { answered, refuse } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { monthFigures, monthInput, namesOf } from "@/app/_server/settlement";
import { csvText } from "@/lib/files/csv";
import { isMonth } from "@/lib/units/interval";

/** Every line of a month, previewed or settled, with what it is the least of. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("exchange");
    const month = new URL(request.url).searchParams.get("month") ?? "";
    const figures = isMonth(month) ? await monthFigures(month) : undefined;
    if (figures === undefined) return refuse(404, "unknown", "no figures of this month");
    const t = await getTranslations("settlement");
    const names = namesOf(await monthInput(month), false);
    const columns = [
      "contract",
      "plant",
      "unit",
      "channels",
      "contractKwh",
      "settledKwh",
      "deviationKwh",
    ] as const;
    const exact = ["limitedBy", "sentWh", "lossWh", "landedWh", "G", "C", "U", "D"] as const;
    const rows = figures.lines.map((line) => {
      const { number, plantName, unitName, path, sentWh, landedWh } = names.line(line);
      const { contractKwh, settledKwh, deviationKwh, limitedBy, G, C, U, D } = line;
      const channels = path.map(({ name }) => name).join(" → ");
      return [
        ...[number, plantName, unitName, channels, contractKwh, settledKwh, deviationKwh],
        ...[t(`limit.${limitedBy}`), sentWh, sentWh - landedWh, landedWh, G, C, U, D],
      ];
    });
    const text = csvText(
      [...columns, ...exact].map((column) => t(`csv.${column}`)),
      rows,
    );
    const disposition = `attachment; filename="settlement-${month}.csv"`;
    return new Response(text, {
      headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": disposition },
    });
  });
}
