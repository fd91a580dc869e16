import { answered } from "@/app/_server/answers";
import { exportingViewer } from "@/app/_server/exporting";
import { allAnomalies, askedOf } from "@/app/_server/oversight/list";
import { csvText } from "@/lib/files/csv";
import { evidenceText, ruleNumber } from "@/lib/oversight/finding";

/** The list as the address narrows it, with the evidence in exact figures. */
export function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("regulator");
    const asked = askedOf(Object.fromEntries(new URL(request.url).searchParams));
    const { rows, naming } = await allAnomalies(asked);
    const { say } = naming;
    const columns = ["state", "rule", "object", "evidence", "month", "province", "severity", "seen"];
    const header = ["id", ...columns.map((column) => say(`column.${column}`)), "code", "figures"];
    const lines = rows.map(({ record, view }) => [
      record.id,
      view.stateLabel,
      `${ruleNumber(record.rule)} ${view.ruleLabel}`,
      view.object,
      view.sentence,
      record.month,
      record.provinces.join(" "),
      say(`severity.${record.severity}`),
      record.firstSeen.toISOString(),
      record.object,
      evidenceText(record.evidence),
    ]);
    return new Response(csvText(header, lines), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="anomalies.csv"',
        "cache-control": "private, no-store",
      },
    });
  });
}
