import "server-only";
import type { HandRow } from "@/lib/jobs/import/registrations/by-hand";
import { contractedKwh, registryBook } from "@/lib/store/queries/registry";
import { daysInMonth } from "@/lib/units/interval";
import { store } from "../market";

/** Nothing the rules refuse, but worth a look: settlement will come out short, or cannot run. How many rows of each. */
export async function contractWarnings(rows: readonly HandRow[]): Promise<Record<string, number>> {
  const db = await store();
  const book = await registryBook(db);
  const plants = new Map([...book.plants.values()].map((plant) => [plant.id, plant]));
  const units = new Map([...book.units.values()].map((unit) => [unit.id, unit]));
  const metered = new Set([...book.meters.values()].map(({ of }) => of));
  const found: Record<string, number> = {};
  const warn = (code: string) => {
    found[code] = (found[code] ?? 0) + 1;
  };
  // Of a plant's month, what is contracted already and what the rows before this one add.
  const contracted = new Map<string, number>();
  for (const row of rows) {
    const { month = "" } = row;
    const plant = plants.get(row.plant ?? "");
    const unit = units.get(row.unit ?? "");
    if (unit !== undefined && !metered.has(unit.code)) warn("unit-meter");
    if (plant === undefined) continue;
    if (!metered.has(plant.code)) warn("plant-meter");
    const key = `${plant.code}/${month}`;
    const before = contracted.get(key) ?? (await contractedKwh(db, plant.code, month));
    const kwh = before + Number(row.quantity_kwh);
    contracted.set(key, kwh);
    if (kwh > plant.capacityKw * 24 * daysInMonth(month)) warn("capability");
  }
  return found;
}
