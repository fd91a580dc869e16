import "server-only";
import type { getTranslations } from "next-intl/server";
import type { ContractView } from "@/components/dashboard/dashboard-view";
import { type CsvValue, csvLine, csvText } from "@/lib/files/csv";
import type { SheetCell, SpreadsheetPage } from "@/lib/files/spreadsheet";
import { formatPrice, formatYuan } from "@/lib/units/money";

type T = Awaited<ReturnType<typeof getTranslations<"dashboard">>>;

const columns = [
  ...[
    "number",
    "month",
    "unit",
    "plant",
    "channels",
    "contractKwh",
    "settledKwh",
    "deviationKwh",
    "limitedBy",
  ],
  ...["sentWh", "landedWh", "coincidentWh", "G", "C", "U", "D", "quotaWh", "allowanceWh"],
  ...["energyPrice", "environmentPrice", "energyYuan", "environmentYuan"],
] as const;

export function lineColumns(t: T): string[] {
  return columns.map((column) => t(`csv.${column}`));
}

/** Exact figures; what is not settled or not one's own to see is empty. Money in 元, two decimals. */
export function lineRow(one: ContractView, t: T): CsvValue[] {
  const { settled } = one;
  const channels = one.path.map(({ name }) => name).join(" > ");
  const yuan = (fen: number | undefined) => (fen === undefined ? undefined : formatYuan(BigInt(fen)));
  // Short is below zero, as it stands on the page.
  const deviationKwh = settled === undefined ? undefined : 0 - settled.deviationKwh;
  return [
    ...[one.number, one.month, one.unitName, one.plantName, channels, one.contractKwh],
    ...[settled?.settledKwh, deviationKwh, settled && t(`limit.${settled.limitedBy}`)],
    ...[settled?.sentWh, settled?.landedWh, settled?.coincidentWh],
    ...[settled?.G, settled?.C, settled?.U, settled?.D, settled?.quotaWh, settled?.allowanceWh],
    ...[formatPrice(one.energyPrice), formatPrice(one.environmentPrice)],
    ...[yuan(settled?.energyFen), yuan(settled?.environmentFen)],
  ];
}

/** Columns at the end whose text is an exact decimal: prices and amounts. */
const decimalColumns = 4;
const narrowest = 12;

/** The same as a sheet, numbers as numbers. */
export function lineSheet(name: string, contracts: readonly ContractView[], t: T): SpreadsheetPage {
  const header = lineColumns(t);
  return {
    name,
    columns: header.map((text) => ({ header: text, width: Math.max(narrowest, 2 * text.length) })),
    rows: contracts.map((one) =>
      lineRow(one, t).map((value, at) => cellOf(value, at >= header.length - decimalColumns)),
    ),
    notes: [t("statement.note")],
  };
}

/** Exact decimals keep how many digits they have. */
function cellOf(value: CsvValue, isDecimal: boolean): SheetCell {
  if (typeof value === "number") return { value, decimals: 0 };
  if (value === undefined || !isDecimal) return value === undefined ? undefined : String(value);
  const [whole = "0", rest = ""] = String(value).split(".");
  return { value: Number(`${whole}${rest}`), decimals: rest.length };
}

export function csvAnswer(
  name: string,
  header: readonly string[],
  rows: readonly (readonly CsvValue[])[],
): Response {
  return new Response(csvText(header, rows), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}

const AT_ONCE = 1_000;

/** The same, written as it is read: the length of a list costs neither memory nor a wait for its first line. */
export function csvStream(
  name: string,
  header: readonly string[],
  total: number,
  read: (from: number, to: number) => Promise<readonly (readonly CsvValue[])[]>,
): Response {
  const encoder = new TextEncoder();
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvText(header, []))),
    async pull(controller) {
      if (next >= total) return controller.close();
      const rows = await read(next, Math.min(total, next + AT_ONCE));
      next += AT_ONCE;
      controller.enqueue(encoder.encode(rows.map(csvLine).join("")));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
