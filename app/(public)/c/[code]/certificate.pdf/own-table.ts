import { amountText, type Cell, type StatementTable, sumOf } from "@/components/holdings/statement";
import type { Figures, LineFigures } from "@/lib/proof/verify/figures";
import type { Words } from "./draw";

const kwhCell = (value: number | undefined): Cell =>
  value === undefined ? undefined : { value, decimals: 0 };
const whCell = (value: number | undefined): Cell =>
  value === undefined ? undefined : { value, decimals: 3 };

/** A certificate's contracts with what each came to, as its holder sees them. */
export function ownTable({ lines, consumedWh, holder }: Figures, words: Words): StatementTable {
  const text = (name: string, width: number) => ({ label: words(`own.${name}`), width });
  const energy = (name: string) => ({ label: words(`own.${name}`), unit: "kWh", width: 1.4, isNumber: true });
  const rows = lines.map((line) => rowOf(line, words));
  return {
    id: "own",
    title: words("own.title"),
    columns: [
      ...[text("contract", 3.9), text("plant", 2.4), energy("contracted"), energy("settled")],
      ...[energy("short"), text("limit", 1.2), energy("sent"), energy("lost"), energy("landed")],
    ],
    rows,
    sum: [
      words("own.sum"),
      "",
      ...[2, 3, 4].map((at) => sumOf(rows, at)),
      "",
      ...[6, 7, 8].map((at) => sumOf(rows, at)),
    ],
    notes: [
      ...(consumedWh === undefined
        ? []
        : [words("own.consumed", { kwh: amountText({ value: consumedWh, decimals: 3 }) })]),
      ...(holder?.uscc === undefined ? [] : [words("own.uscc", { uscc: holder.uscc })]),
      words("own.note"),
    ],
  };
}

function rowOf(line: LineFigures, words: Words): Cell[] {
  const limit = line.limitedBy === undefined ? undefined : words(`own.limits.${line.limitedBy}`);
  return [
    ...[line.contract ?? "—", line.plant?.name ?? "—"],
    ...[kwhCell(line.contractKwh), kwhCell(line.settledKwh), kwhCell(line.deviationKwh), limit],
    ...[whCell(line.sentWh), whCell(line.lossWh), whCell(line.landedWh)],
  ];
}
