import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import { readIds, readRow } from "@/lib/gateway/view";
import type { Form } from "@/lib/jobs/import/registrations/form";
import { foundingGrid } from "@/lib/jobs/import/registrations/meters";
import { assetMeters, meters } from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

interface Mechanism {
  /** Code. */
  readonly plant: string;
  readonly month: Month;
  readonly wh: number;
}

/** Mechanism energy is stated plant-month by plant-month, each by a command of its own. */
export const mechanismForm: Form<Mechanism> = {
  key: "month",
  columns: { wh: "kwh" },
  most: 1,
  identity: (row) => `${row.raw("month")}/${row.raw("plant")}`,
  async entryOf(row, registry) {
    const plant = await registry.plant(row.raw("plant"));
    return plant && registry.hasMechanism(plant.code, row.raw("month"));
  },
  energy: ({ wh }) => wh,
  async check(row, registry) {
    const id = row.filled("plant");
    const plant = id === undefined ? undefined : await registry.plant(id);
    if (id !== undefined && plant === undefined) row.flaw("plant", "unknown");
    const { code } = plant ?? {};
    return row.complete<Mechanism>({
      plant: code,
      month: row.month("month"),
      wh: row.thousandths("kwh", "energy"),
    });
  },
  async late(row, registry) {
    const month = row.raw("month");
    if (await registry.isFrozen(month)) row.flaw("month", "frozen");
  },
  async draft(records, desk) {
    const [first] = records;
    if (first === undefined) throw new Error("an empty batch");
    const { plant, month, wh } = first;
    const { signers } = await consentOf(desk.ledger, desk.keyring, [await gridOf(plant, desk)]);
    if (signers.length === 0) {
      return { ok: false, code: "signer-missing", reason: "no key of the grid company is kept here" };
    }
    return { ok: true, draft: { type: "metering.state-mechanism", payload: { plant, month, wh }, signers } };
  },
};

/** The metering company of the plant's first meter; that of genesis while the plant has none. */
async function gridOf(plant: string, desk: Desk): Promise<string> {
  for await (const [, meter = ""] of readIds(desk.ledger, assetMeters, plant)) {
    const row = await readRow(desk.ledger, meters, meter);
    if (row !== undefined) return row.grid;
  }
  return foundingGrid(desk);
}
