import { monthOption, type Options } from "@/lib/cli/arguments";
import { type ExitCode, NotThere } from "@/lib/cli/exit";
import { type Output, writeAll } from "@/lib/cli/output";
import { withLedger } from "@/lib/cli/session";
import { readRow } from "@/lib/gateway/view";
import { csvField } from "@/lib/jobs/csv/forms";
import { fetchContracts } from "@/lib/jobs/settle/month-state";
import { byNumber } from "@/lib/market/settlement/model";
import { contracts, months, plantContracts, segments as segmentTable, versionId } from "@/lib/market/state";
import { unpackSegments } from "@/lib/tracing/pack";
import { landedStart, type Segments, sentStart } from "@/lib/tracing/segments";
import type { Month } from "@/lib/units/interval";

type Rows = (contract: string, segments: Segments) => (readonly [string, ...(string | number)[]])[];

export async function segmentsVerb(
  _: readonly string[],
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const { contract } = options;
  const columns = ["contract", "production_interval", "consumption_interval", "sent_wh", "landed_wh"];
  const only = typeof contract === "string" ? contract : undefined;
  return print(monthOption(options), only, columns, segmentRows, output);
}

export async function sharesVerb(_: readonly string[], options: Options, output: Output): Promise<ExitCode> {
  return print(monthOption(options), undefined, ["contract", "side", "interval", "wh"], shareRows, output);
}

/** Line after line, so that a month's segments never stand in memory together. */
async function print(
  month: Month,
  only: string | undefined,
  columns: readonly string[],
  rowsOf: Rows,
  output: Output,
): Promise<ExitCode> {
  const values: Record<string, string | number>[] = [];
  if (!output.isJson) writeAll(`${columns.join(",")}\n`);
  for await (const [number, segments] of tracedLines(month, only)) {
    const rows = rowsOf(number, segments);
    if (!output.isJson)
      writeAll(rows.map((row) => `${row.map((field) => csvField(String(field))).join(",")}\n`).join(""));
    else
      for (const row of rows)
        values.push(Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ""])));
  }
  if (output.isJson) output.answer(values, () => "");
  return 0;
}

async function* tracedLines(month: Month, only: string | undefined): AsyncGenerator<[string, Segments]> {
  const found = await withLedger(async (ledger) => {
    const row = await readRow(ledger, months, month);
    if (row?.stage !== "finished")
      throw new NotThere("not-finished", `${month} is not settled: lvji settle --month ${month}`);
    const state = await fetchContracts(ledger, month);
    const codes = Array.from(plantContracts.ids(state, month), ([, , code = ""]) => code);
    const rows = byNumber(codes.flatMap((code) => contracts.get(state, code) ?? []));
    const wanted = rows.filter(({ number }) => only === undefined || number === only);
    if (only !== undefined && wanted.length === 0)
      throw new NotThere("unknown", `no contract ${only} in ${month}`);
    return Promise.all(
      wanted.map(async ({ number, code }): Promise<[string, Uint8Array | undefined]> => {
        return [number, await readRow(ledger, segmentTable, month, versionId(row.version), code)];
      }),
    );
  });
  for (const [number, packed] of found) if (packed !== undefined) yield [number, unpackSegments(packed)];
}

function segmentRows(contract: string, segments: Segments): ReturnType<Rows> {
  return Array.from({ length: segments.count }, (_, at) => [
    contract,
    segments.production[at] ?? 0,
    segments.consumption[at] ?? 0,
    (segments.sentEnd[at] ?? 0) - sentStart(segments, at),
    (segments.landedEnd[at] ?? 0) - landedStart(segments, at),
  ]);
}

/** x and y of a line, back from its segments: they tile both curves exactly, empty segments included. */
function shareRows(contract: string, segments: Segments): ReturnType<Rows> {
  const sent = new Map<number, number>();
  const landed = new Map<number, number>();
  for (let at = 0; at < segments.count; at++) {
    add(sent, segments.production[at] ?? 0, (segments.sentEnd[at] ?? 0) - sentStart(segments, at));
    add(landed, segments.consumption[at] ?? 0, (segments.landedEnd[at] ?? 0) - landedStart(segments, at));
  }
  return [...sideRows(contract, "production", sent), ...sideRows(contract, "consumption", landed)];
}

function add(sums: Map<number, number>, interval: number, wh: number): void {
  sums.set(interval, (sums.get(interval) ?? 0) + wh);
}

function sideRows(contract: string, side: string, sums: ReadonlyMap<number, number>): ReturnType<Rows> {
  return [...sums]
    .filter(([, wh]) => wh > 0)
    .sort(([a], [b]) => a - b)
    .map(([interval, wh]) => [contract, side, interval, wh]);
}
