/** Rows that register something, checked one after the other as if each were in the market before the next. */
import type { Desk } from "@/lib/gateway/desk";
import type { Row } from "@/lib/jobs/csv/row";
import type { Form } from "@/lib/jobs/import/registrations/form";
import { PartyBook } from "@/lib/jobs/import/registrations/party-book";
import { Registry } from "@/lib/jobs/import/registry";

/** `own` was registered by an earlier run of the same import; its record is not read where the row has a flaw. */
export type RowVerdict<R> =
  | { readonly state: "good"; readonly record: R }
  | { readonly state: "own"; readonly record: R | undefined }
  | { readonly state: "refused" };

export class RowChecks<R> {
  private readonly registry: Registry;
  private readonly parties: PartyBook;
  private readonly taken = new Set<string>();

  constructor(
    private readonly form: Form<R>,
    private readonly desk: Desk,
    /** Entries this import made before it was interrupted. */
    private readonly own: ReadonlySet<number> = new Set(),
  ) {
    this.registry = new Registry(desk.ledger);
    this.parties = new PartyBook(desk, this.registry);
  }

  /** Notes every flaw in `row`. */
  async check(row: Row): Promise<RowVerdict<R>> {
    const { form, registry, taken } = this;
    const record = await form.check(row, registry, this.desk);
    const identity = form.identity(row);
    const entry = await form.entryOf(row, registry);
    const isOwn = entry !== undefined && this.own.has(entry);
    if (taken.has(identity) || (entry !== undefined && !isOwn)) row.flaw(form.key, "duplicate");
    if (!isOwn) await form.late?.(row, registry);
    if (!isOwn && record !== undefined) await this.parties.check(row, form.parties?.(record) ?? {});
    if (row.flaws.length > 0 && !isOwn) return { state: "refused" };
    taken.add(identity);
    if (isOwn || record === undefined) return { state: "own", record };
    return { state: "good", record };
  }
}
