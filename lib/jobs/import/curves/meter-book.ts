/** Registered meters by imported id, fetched as a file names them. */

import { readRow } from "@/lib/gateway/view";
import type { MeterFacts } from "@/lib/jobs/import/curves/curve-lines";
import type { MeterBook } from "@/lib/jobs/import/curves/read-curves";
import type { Registry } from "@/lib/jobs/import/registry";
import { meters, plants } from "@/lib/market/state";

export interface LedgerMeterBook extends MeterBook {
  /** Metering company of a meter by trace code. */
  gridOf(code: string): string;
}

export function meterBook(registry: Registry): LedgerMeterBook {
  const facts = new Map<string, MeterFacts | undefined>();
  const grids = new Map<string, string>();
  return {
    get: (id) => facts.get(id),
    gridOf: (code) => grids.get(code) ?? "",
    async learn(ids) {
      for (const id of ids) {
        if (facts.has(id)) continue;
        const found = id === "" ? undefined : await factsOf(registry, id);
        facts.set(id, found);
        if (found !== undefined) grids.set(found.code, found.grid);
      }
    },
  };
}

async function factsOf(registry: Registry, id: string): Promise<MeterFacts | undefined> {
  const meter = await registry.byId("M", id, meters);
  if (meter === undefined) return undefined;
  const { code, grid } = meter;
  if (meter.role === "consumption") return { code, grid };
  const plant = await readRow(registry.ledger, plants, meter.of);
  if (plant === undefined) throw new Error(`meter ${code} of no plant`);
  return { code, grid, plant: { type: plant.type, capacityKw: plant.capacityKw } };
}
