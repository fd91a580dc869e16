import { getTranslations } from "next-intl/server";
import { answered } from "@/app/_server/answers";
import { certificatesExport } from "@/app/_server/console-issuing";
import { csvStream } from "@/app/_server/dashboard/csv";
import { exportingViewer } from "@/app/_server/exporting";

/** The certificates as the address narrows and orders them. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    await exportingViewer("exchange");
    const t = await getTranslations("exchange.certificates");
    const { total, read } = await certificatesExport(Object.fromEntries(new URL(request.url).searchParams));
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
    const header = [...columns.map((column) => t(column)), "kWh"];
    return csvStream("certificates.csv", header, total, async (from, to) =>
      (await read(from, to)).map(
        ({ code, month, unit, holder, status, level, entry, version, hash, kwh }) => [
          ...[code, month, unit, holder, t(`statuses.${status}`), t(`levels.${level}`)],
          ...[entry, version, hash, kwh],
        ],
      ),
    );
  });
}
