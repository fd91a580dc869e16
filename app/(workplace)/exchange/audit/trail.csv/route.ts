import { getTranslations } from "next-intl/server";
import { answered } from "@/app/_server/answers";
import { trailExport } from "@/app/_server/console-audit";
import { exportingViewer } from "@/app/_server/exporting";
import { momentOf } from "@/components/ledger/moment";
import { csvText } from "@/lib/files/csv";

/** The audit trail as the address filters it. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const person = await exportingViewer("exchange");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const t = await getTranslations("exchange.audit.csv");
    const rows = (await trailExport(person, asked)).map(
      ({ index, time, type, keys, person: who, codes, txId }) => [
        ...[index, momentOf(time), type],
        keys.map(({ name }) => name).join("; "),
        keys.map(({ keyId }) => keyId).join("; "),
        ...[who, codes.join("; "), txId],
      ],
    );
    const columns = ["index", "time", "type", "who", "key", "account", "objects", "tx"] as const;
    return new Response(
      csvText(
        columns.map((column) => t(column)),
        rows,
      ),
      {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="audit-trail.csv"',
        },
      },
    );
  });
}
