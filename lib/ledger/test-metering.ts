/** For tests: a plant with meters in a founded market, and the days of its readings. */
import { toHex } from "@/lib/crypto/bytes";
import { completeUscc } from "@/lib/identifiers/uscc";
import { meterCode, plantCode } from "@/lib/market/assets/model";
import { codeFor, registrationMonths } from "@/lib/market/codes";
import type { Envelope } from "@/lib/market/command";
import { batchRoot, type DayCurve, decodeDayBlob, encodeDayBlob } from "@/lib/market/metering/blob";
import { participantCode } from "@/lib/market/participants/model";
import { seeded } from "@/lib/market/test-author";
import type { Ledger } from "./ledger";
import { type Founded, type GridCommand, signedBy, TEST_TIME } from "./test-ledger";

export interface MeteredMarket {
  /** Codes of production meters, ascending. */
  readonly meters: readonly string[];
  /** The readings of all meters of a civil day, the same ones every time. */
  blob(day: number): Uint8Array;
}

const PLANT = { type: "W1", place: "150921" };
const RECORDS = 200;

/** Registers a generator without a key, its plant and `count` meters of it. */
export async function meteredMarket(
  ledger: Ledger,
  founded: Founded,
  count = 3,
  time = TEST_TIME,
): Promise<MeteredMarket> {
  const months = registrationMonths(time);
  const owner = codeFor(participantCode("15", months), 4);
  const plant = codeFor(plantCode(PLANT, months), 1);
  const meters = Array.from({ length: count }, (_, i) => codeFor(meterCode(PLANT, months), i + 1));
  const { market, exchange, grid } = founded;
  const submit = async (by: typeof exchange, draft: Omit<GridCommand, "seed" | "time">, seed: string) => {
    const result = await ledger.submit(await signedBy(by, market, { ...draft, seed, time }));
    if (!result.ok) throw new Error(`${draft.type} refused: ${JSON.stringify(result.refusal)}`);
  };
  const participant = { code: owner, role: "generator", province: "15" };
  const named = { ...participant, name: "风电公司", uscc: completeUscc("91150000", "00000009") };
  const registration = { payload: { records: [named] }, sealed: { "records/0/id": "G1" } };
  await submit(exchange, { type: "participant.register", ...registration }, "owner");
  await submit(exchange, { type: "plant.register", payload: plantPayload(plant, owner) }, "plant");
  for (let from = 0; from < count; from += RECORDS) {
    const records = meters.slice(from, from + RECORDS);
    const ids = records.map((_, i) => [`records/${i}/id`, `M${from + i}`] as const);
    const payload = {
      records: records.map((code) => ({ code, role: "production", grid: grid.participant, of: plant })),
    };
    await submit(
      grid,
      { type: "meter.register", payload, sealed: Object.fromEntries(ids) },
      `meters ${from}`,
    );
  }
  return { meters, blob: (day) => encodeDayBlob(meters.map((meter) => curveOf(meter, day))) };
}

function plantPayload(code: string, owner: string) {
  const where = { province: "15", place: PLANT.place, latE6: 41_000_000, lonE6: 112_000_000 };
  const what = { id: "P1", name: "风电场", type: PLANT.type, capacityKw: 1_000_000, projectCode: "" };
  return { records: [{ code, owner, ...what, ...where }], onBehalfOf: [owner] };
}

function curveOf(meter: string, day: number): DayCurve {
  const secret = seeded(`${meter} ${day}`);
  const wh = Float64Array.from({ length: 96 }, (_, i) => (secret[i % 32] ?? 0) * 1000 + i);
  return { meter, secret, wh };
}

/** Stores the day's blob and writes the command that anchors it; `held: false` leaves the receipts out. */
export async function anchorDay(
  ledger: Ledger,
  { market, grid }: Founded,
  metered: MeteredMarket,
  day: number,
  options: { readonly held?: boolean; readonly time?: number } = {},
): Promise<Envelope> {
  const bytes = metered.blob(day);
  const decoded = decodeDayBlob(bytes);
  if (!decoded.ok) throw new Error(decoded.code);
  const { hash, held } = await ledger.putBlob(bytes);
  const root = toHex(batchRoot(day, decoded.curves));
  const count = decoded.curves.length;
  return signedBy(grid, market, {
    type: "metering.anchor-day",
    payload: { grid: grid.participant, day, batch: 0, blob: hash, root, count },
    held: options.held === false ? [] : held,
    seed: `anchor ${day} ${options.held}`,
    time: options.time,
  });
}
