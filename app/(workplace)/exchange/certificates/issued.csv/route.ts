import { getTranslations } from "next-intl/server";
import { answered } from "@/app/_server/answers";
import { certificatesExport } from "@/app/_server/console-issuing";
import { exportingViewer } from "@/app/_server/exporting";
import { csvText } from "@/lib/files/csv";

/** The certificates as the address narrows and orders them. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("exchange");
    const t = await getTranslations("exchange.certificates");
    const rows = await certificatesExport(Object.fromEntries(new URL(request.url).searchParams));
    const columns = [
      "code",
      "month",
      "unit",
      "holder",
      "status",
      "level",
      "entry",
      "version",
      "hash",
    ] as const;
    const text = csvText(
      [...columns.map((column) => t(column)), "kWh"],
      rows.map(({ code, month, unit, holder, status, level, entry, version, hash, kwh }) => [
        ...[
          code,
          month,
          unit,
          holder,
          t(`statuses.${status}`),
          t(`levels.${level}`),
          entry,
          version,
          hash,
          kwh,
        ],
      ]),
    );
    return new Response(text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="certificates.csv"',
      },
    });
  });
}
