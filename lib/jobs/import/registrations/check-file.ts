/** A file looked through as its import would, with nothing signed: what would be taken in, and what has to be mended. */
import type { Desk } from "@/lib/gateway/desk";
import type { Refused } from "@/lib/jobs/csv/flaws";
import { REASON_COLUMN } from "@/lib/jobs/csv/forms";
import type { CsvRecord } from "@/lib/jobs/csv/records";
import type { Row } from "@/lib/jobs/csv/row";
import { type RegistrationName, withForm } from "@/lib/jobs/import/registrations/form-of";
import { checkRows } from "@/lib/jobs/import/registrations/register";

/** A refused record as it stood in the file, without the reason it may have come back with. */
export interface RefusedRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

export interface FileCheck {
  readonly columns: readonly string[];
  /** In line order; what would be registered. */
  readonly good: readonly Row[];
  /** Every flaw, in line order. */
  readonly refused: readonly Refused[];
  readonly records: readonly RefusedRecord[];
}

/** Throws UnreadableFile. */
export function checkFile(desk: Desk, name: RegistrationName, path: string): Promise<FileCheck> {
  const file = { desk, name, path, own: new Set<number>(), isMended: true, progress: () => undefined };
  return withForm(name, "none", async (form) => {
    const found: CsvRecord[] = [];
    const { columns, tally, checked } = await checkRows(file, form, (record) => found.push(record));
    const width = columns.at(-1) === REASON_COLUMN ? columns.length : Infinity;
    return {
      columns: columns.slice(0, width - 1),
      good: checked.map(({ row }) => row),
      refused: tally.answer().refused,
      records: found.map(({ line, fields }) => {
        return { line, fields: fields.length === width ? fields.slice(0, -1) : fields };
      }),
    };
  });
}
