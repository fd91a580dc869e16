/** A file of registrations: every row checked, the good ones signed in batches, refusals of the rules told by line. */
import type { Desk } from "@/lib/gateway/desk";
import { isTooLarge } from "@/lib/gateway/desk";
import type { GatewayRefusal } from "@/lib/gateway/submit";
import { columnsOf, type FormName } from "@/lib/jobs/csv/forms";
import { type CsvRecord, readRecords } from "@/lib/jobs/csv/records";
import { columnsFlaw, Row } from "@/lib/jobs/csv/row";
import { groupedBy } from "@/lib/jobs/grouped";
import { type ImportAnswer, ImportTally } from "@/lib/jobs/import/answer";
import { withoutHeader } from "@/lib/jobs/import/curves/read-curves";
import type { Checked, Form } from "@/lib/jobs/import/registrations/form";
import { RowChecks } from "@/lib/jobs/import/registrations/row-checks";
import type { Progress } from "@/lib/jobs/progress";

export interface RegistrationRun {
  readonly desk: Desk;
  readonly name: FormName;
  readonly path: string;
  /** It may be refused lines that come back mended, with the reasons beside them. */
  readonly isMended: boolean;
  /** Prefix of the outbox steps of this import. */
  readonly steps: string;
  /** Entries this import made before it was interrupted. */
  readonly own: ReadonlySet<number>;
  readonly progress: Progress;
}

const MOST_RECORDS = 200;
/** Somebody else may register between our look at the counter and our entry: look again. */
const SEQUENCE_TRIES = 20;

export async function register<R>(run: RegistrationRun, form: Form<R>): Promise<ImportAnswer> {
  const { tally, checked } = await checkRows(run, form);
  const groups = groupedBy(checked, ({ record }) => form.batchKey?.(record) ?? "");
  let [done, size] = [0, form.most ?? MOST_RECORDS];
  for (const group of groups.values()) {
    for (let at = 0; at < group.length; ) {
      const batch = group.slice(at, at + size);
      const taken = await submitBatch(run, form, batch, tally);
      // What fitted once fits again: the next batch is not tried larger than the last that was not cut.
      if (taken < batch.length) size = taken;
      at += taken;
      done += taken;
      run.progress({ stage: "registering", done, total: checked.length });
    }
  }
  return tally.answer();
}

/** Of a registration run, what its checks need. */
type RowsRun = Pick<RegistrationRun, "desk" | "name" | "path" | "own" | "isMended" | "progress">;

/** Every row of the file, in order, as if each were imported after those before it. */
export async function checkRows<R>(
  { desk, name, path, own, isMended, progress }: RowsRun,
  form: Form<R>,
  onRefused?: (record: CsvRecord) => void,
): Promise<{ columns: readonly string[]; tally: ImportTally; checked: Checked<R>[] }> {
  const chunks = withoutHeader(readRecords(path));
  const columns = columnsOf(name, (await chunks.next()).value?.[0]?.fields, isMended);
  const tally = new ImportTally(columns);
  const checks = new RowChecks(form, desk, own);
  const checked: Checked<R>[] = [];
  for await (const records of chunks) {
    for (const csv of records) {
      const flaw = columnsFlaw(csv, columns);
      const row = new Row(csv, columns);
      const verdict = flaw === undefined ? await checks.check(row) : undefined;
      if (verdict?.state === "good") checked.push({ row, record: verdict.record });
      else if (verdict?.state === "own") tally.accept(1, verdict.record && form.energy?.(verdict.record));
      else {
        tally.refuse(...(flaw === undefined ? row.flaws : [flaw]));
        onRefused?.(csv);
      }
    }
    progress({ stage: "reading", done: records.at(-1)?.line ?? 0, total: 0 });
  }
  return { columns, tally, checked };
}

/** Submits the batch or as much of its beginning as fits a command; how many rows that took care of. */
async function submitBatch<R>(
  run: RegistrationRun,
  form: Form<R>,
  batch: readonly Checked<R>[],
  tally: ImportTally,
): Promise<number> {
  for (let tries = 1; ; tries++) {
    const sent = await trySubmit(run, form, batch);
    if (sent === "too-large")
      return submitBatch(run, form, batch.slice(0, Math.ceil(batch.length * 0.45)), tally);
    if (sent === undefined) {
      const energy = batch.reduce((sum, { record }) => sum + (form.energy?.(record) ?? 0), 0);
      tally.accept(batch.length, energy);
      return batch.length;
    }
    if (sent.code === "sequence" && tries < SEQUENCE_TRIES) continue;
    return refuseOrSplit(run, form, batch, tally, sent);
  }
}

async function trySubmit<R>(
  { desk, steps }: RegistrationRun,
  form: Form<R>,
  batch: readonly Checked<R>[],
): Promise<undefined | "too-large" | GatewayRefusal> {
  const drafted = await form.draft(
    batch.map(({ record }) => record),
    desk,
  );
  if (!drafted.ok) return drafted;
  const envelope = await desk.author(drafted.draft);
  if (batch.length > 1 && isTooLarge(envelope)) {
    drafted.undo?.();
    return "too-large";
  }
  const answer = await desk.gateway.submit(envelope, { step: `${steps}${envelope.command.nonce}` });
  if (answer.ok) return undefined;
  drafted.undo?.();
  return answer.refusal;
}

/** The row the rules name is refused and the rest tried again; where they name none, each half is tried. */
async function refuseOrSplit<R>(
  run: RegistrationRun,
  form: Form<R>,
  batch: readonly Checked<R>[],
  tally: ImportTally,
  refusal: GatewayRefusal,
): Promise<number> {
  const at = batch.length === 1 ? 0 : refusal.record;
  const culprit = at === undefined ? undefined : batch[at];
  if (culprit === undefined) {
    const half = batch.slice(0, Math.ceil(batch.length / 2));
    return submitBatch(run, form, half, tally);
  }
  const field = form.columns[refusal.field ?? ""] ?? refusal.field ?? form.key;
  tally.refuse({ line: culprit.row.line, field, code: refusal.code, reason: refusal.reason });
  const others = batch.filter((checked) => checked !== culprit);
  let done = 1;
  while (done <= others.length) done += await submitBatch(run, form, others.slice(done - 1), tally);
  return batch.length;
}
