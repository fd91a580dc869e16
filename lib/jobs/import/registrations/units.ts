import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { signFor } from "@/lib/jobs/import/registrations/consent";
import { type Form, sealedRecords } from "@/lib/jobs/import/registrations/form";
import { unitCode } from "@/lib/market/assets/model";
import { units } from "@/lib/market/state";

interface Unit {
  readonly id: string;
  /** Code of the participant. */
  readonly owner: string;
  readonly name: string;
  readonly province: string;
}

export const unitForm: Form<Unit> = {
  key: "id",
  columns: {},
  identity: (row) => row.raw("id"),
  entryOf: (row, registry) => registry.entryOf("U", row.raw("id"), units),
  async check(row, registry) {
    const ownerId = row.filled("owner");
    const owner = ownerId === undefined ? undefined : await registry.participant(ownerId);
    if (ownerId !== undefined && owner === undefined) row.flaw("owner", "unknown");
    const { code } = owner ?? {};
    return row.complete({
      id: row.id("id"),
      owner: code,
      name: row.text("name"),
      province: row.province("province"),
    });
  },
  parties: ({ owner }) => ({ owner }),
  async draft(records, desk) {
    const signing = await signFor(
      desk,
      records.map(({ owner }) => owner),
      true,
    );
    if (!signing.ok) return signing;
    const months = registrationMonth(desk.now());
    const codes = await nextCodes(
      desk.ledger,
      records.map((unit) => unitCode(unit, months)),
    );
    const payload = { records: records.map(({ province }, i) => ({ code: codes[i] ?? "", province })) };
    const sealed = {
      ...sealedRecords(records.map(({ id, owner, name }) => ({ id, owner, name }))),
      ...(signing.onBehalfOf.length > 0 ? { onBehalfOf: signing.onBehalfOf } : {}),
    };
    return { ok: true, draft: { type: "unit.register", payload, sealed, signers: signing.signers } };
  },
};
