import { z } from "zod";
import { fromUtf8 } from "@/lib/crypto/bytes";
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import type { Row } from "@/lib/jobs/csv/row";
import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { type Drafted, type Form, sealedRecords } from "@/lib/jobs/import/registrations/form";
import type { Registry } from "@/lib/jobs/import/registry";
import { meterCode } from "@/lib/market/assets/model";
import type { JsonObject } from "@/lib/market/command";
import { meters, type PlantRow, type UnitRow } from "@/lib/market/state";

interface Meter {
  readonly id: string;
  readonly of: PlantRow | UnitRow;
  readonly isProduction: boolean;
  /** Code of the metering company. */
  readonly grid: string;
}

export const meterForm: Form<Meter> = {
  key: "id",
  columns: {},
  identity: (row) => row.raw("id"),
  entryOf: (row, registry) => registry.entryOf("M", row.raw("id"), meters),
  batchKey: ({ grid }) => grid,
  parties: ({ grid }) => ({ grid }),
  async check(row, registry, desk) {
    const role = row.oneOf("role", ["production", "consumption"]);
    return row.complete({
      id: row.id("id"),
      of: await assetOf(row, role, registry),
      isProduction: role === undefined ? undefined : role === "production",
      grid: await gridOf(row, registry, desk),
    });
  },
  async draft(records, desk): Promise<Drafted> {
    const grid = records[0]?.grid ?? "";
    const { signers, missing } = await consentOf(desk.ledger, desk.keyring, [grid]);
    // The rules let nobody stand in for a metering company.
    if (signers.length === 0) {
      const why = missing.length > 0 ? "signs with a key kept elsewhere" : "has no key";
      return { ok: false, code: "signer-missing", reason: `the metering company ${grid} ${why}` };
    }
    const months = registrationMonth(desk.now());
    const codes = await nextCodes(
      desk.ledger,
      records.map(({ of }) => meterCode(of, months)),
    );
    const payload = {
      records: records.map(({ of, isProduction }, i): JsonObject => {
        const code = codes[i] ?? "";
        return isProduction
          ? { code, role: "production", grid, of: of.code }
          : { code, role: "consumption", grid };
      }),
    };
    const sealed = sealedRecords(
      records.map(({ id, of, isProduction }): JsonObject => (isProduction ? { id } : { id, of: of.code })),
    );
    return { ok: true, draft: { type: "meter.register", payload, sealed, signers } };
  },
};

async function assetOf(
  row: Row,
  role: "production" | "consumption" | undefined,
  registry: Registry,
): Promise<PlantRow | UnitRow | undefined> {
  const id = row.filled("of");
  if (id === undefined || role === undefined) return undefined;
  const asset = role === "production" ? await registry.plant(id) : await registry.unit(id);
  return asset ?? row.flaw("of", "unknown");
}

/** The named metering company, or that of genesis where the column is absent or empty. */
async function gridOf(row: Row, registry: Registry, desk: Desk): Promise<string | undefined> {
  const id = row.raw("grid");
  if (id === "") return foundingGrid(desk);
  const grid = await registry.participant(id);
  return grid?.role === "grid" ? grid.code : row.flaw("grid", "unknown");
}

const genesis = z.object({
  command: z.object({
    payload: z.object({ participants: z.array(z.object({ code: z.string(), role: z.string() })) }),
  }),
});
const founding = new WeakMap<Desk, Promise<string>>();

/** The grid company that entry 0 names. */
export function foundingGrid(desk: Desk): Promise<string> {
  const known = founding.get(desk) ?? readFoundingGrid(desk);
  founding.set(desk, known);
  return known;
}

async function readFoundingGrid(desk: Desk): Promise<string> {
  const [leaf] = await desk.ledger.entries(0, 1);
  const { command } = genesis.parse(JSON.parse(fromUtf8(leaf?.bytes ?? new Uint8Array())));
  const grid = command.payload.participants.find(({ role }) => role === "grid");
  if (grid === undefined) throw new Error("genesis names no grid company");
  return grid.code;
}
