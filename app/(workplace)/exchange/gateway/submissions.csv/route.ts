import { getTranslations } from "next-intl/server";
import { answered } from "@/app/_server/answers";
import { gatewayExport } from "@/app/_server/console-gateway";
import { exportingViewer } from "@/app/_server/exporting";
import { momentOf } from "@/components/ledger/moment";
import { csvText } from "@/lib/files/csv";

/** The submissions as the address filters them. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const person = await exportingViewer("exchange");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const t = await getTranslations("exchange.gateway");
    const rows = await gatewayExport(person, asked);
    const columns = ["time", "type", "source", "who", "state", "code", "latency", "entry"] as const;
    const header = [...columns.map((column) => t(`columns.${column}`)), t("detail.tx")];
    const text = csvText(
      header,
      rows.map(({ time, type, source, who, state, code, latencyMs, entry, txId }) => [
        ...[momentOf(time), type, source, who, state, code, latencyMs, entry, txId],
      ]),
    );
    return new Response(text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="submissions.csv"',
      },
    });
  });
}
