import { isPlantEnergy } from "@/lib/identifiers/energy-types";
import { isProvince } from "@/lib/identifiers/provinces";
import type { Row } from "@/lib/jobs/csv/row";
import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { signFor } from "@/lib/jobs/import/registrations/consent";
import type { Form } from "@/lib/jobs/import/registrations/form";
import { plantCode } from "@/lib/market/assets/model";
import { plants } from "@/lib/market/state";

interface Plant {
  readonly id: string;
  /** Code of the participant. */
  readonly owner: string;
  readonly name: string;
  readonly type: string;
  readonly capacityKw: number;
  readonly province: string;
  readonly place: string;
  readonly latE6: number;
  readonly lonE6: number;
  readonly projectCode: string;
}

export const plantForm: Form<Plant> = {
  key: "id",
  columns: { capacityKw: "capacity_kw", latE6: "lat", lonE6: "lon", projectCode: "project_code" },
  identity: (row) => row.raw("id"),
  entryOf: (row, registry) => registry.entryOf("P", row.raw("id"), plants),
  async check(row, registry) {
    const ownerId = row.filled("owner");
    const owner = ownerId === undefined ? undefined : await registry.participant(ownerId);
    if (ownerId !== undefined && owner === undefined) row.flaw("owner", "unknown");
    const province = row.province("province");
    const record = {
      id: row.id("id"),
      owner: owner?.code,
      name: row.text("name"),
      type: energyType(row),
      capacityKw: row.integer("capacity_kw", 0, Number.MAX_SAFE_INTEGER),
      province,
      place: place(row, province),
      latE6: row.coordinate("lat", 90),
      lonE6: row.coordinate("lon", 180),
      projectCode: row.raw("project_code") === "" ? "" : row.id("project_code"),
    };
    return row.complete(record);
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
      records.map((plant) => plantCode(plant, months)),
    );
    const payload = {
      records: records.map((plant, i) => ({ code: codes[i] ?? "", ...plant })),
      ...(signing.onBehalfOf.length > 0 ? { onBehalfOf: signing.onBehalfOf } : {}),
    };
    return { ok: true, draft: { type: "plant.register", payload, signers: signing.signers } };
  },
};

function energyType(row: Row): string | undefined {
  const type = row.filled("type");
  if (type === undefined || isPlantEnergy(type)) return type;
  return row.flaw("type", "range", "an energy type: W1 W2 S1 S2 S3 H1 B1 G1 O1");
}

/** Six digits of GB/T 2260 that begin with the plant's province. */
function place(row: Row, province: string | undefined): string | undefined {
  const text = row.filled("place");
  if (text === undefined) return undefined;
  if (!/^[0-9]{6}$/.test(text)) return row.flaw("place", "range", "six digits of GB/T 2260");
  const given = text.slice(0, 2);
  if (!isProvince(given) || (province !== undefined && given !== province))
    return row.flaw("place", "province");
  return text;
}
