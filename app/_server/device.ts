import "server-only";
import { getFormatter } from "next-intl/server";
import { z } from "zod";
import type { DeviceRow } from "@/components/device/device-row";
import type {
  CommandAnswer,
  DeviceOwner,
  EnrolAnswer,
  EnrolWish,
  Prepared,
} from "@/components/device/to-sign";
import type { Viewer } from "@/lib/auth/viewer";
import { type DeviceKey, deviceKeysOf, renameDeviceKey } from "@/lib/gateway/device-keys";
import { enrolDevice, revokeAllLost, revokeDraft, revokeLost } from "@/lib/gateway/enrol";
import type { KeyRow } from "@/lib/market/state";
import { keysOfParticipant } from "@/lib/store/queries/keys";
import { desk, deskFor } from "./desk";
import { store } from "./market";
import { keyIdText, orUnavailable, prepareFor } from "./signing";

const label = z.string().trim().min(1).max(60);
const wishes = z.object({
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
  proof: z.string().regex(/^[0-9a-f]{128}$/),
  device: z.string().trim().max(60),
  label,
});
const revocation = z.object({ keyId: keyIdText, reason: z.string().trim().min(1).max(200) });
const unknown = { ok: false, refusal: { code: "unknown", reason: "no such key" } } as const;

/** Whose keys a browser keeps for this person, and the market they sign for. */
export async function deviceOwner({ accountId, participant, organisation }: Viewer): Promise<DeviceOwner> {
  return { accountId, participant, organisation, market: (await desk()).market };
}

export async function enrolFor(person: Viewer, wish: EnrolWish): Promise<EnrolAnswer> {
  const parsed = wishes.safeParse(wish);
  if (!parsed.success) return { ok: false, refusal: { code: "form", reason: "not a key" } };
  const device = { ...parsed.data, device: parsed.data.device || "WebCrypto" };
  return orUnavailable(async () => enrolDevice(await deskFor(person), person, device));
}

export async function renameFor(person: Viewer, keyId: string, name: string): Promise<boolean> {
  const [key, parsed] = [keyIdText.safeParse(keyId), label.safeParse(name)];
  if (!key.success || !parsed.success) return false;
  return renameDeviceKey(await store(), { accountId: person.accountId, keyId: key.data }, parsed.data);
}

/** Signed by another key of this browser's person, or by the very key that ends. */
export async function prepareRevokeFor(
  person: Viewer,
  byKeyId: string,
  wish: { keyId: string; reason: string },
): Promise<Prepared> {
  const parsed = revocation.safeParse(wish);
  if (!parsed.success || !(await mayRevoke(person, parsed.data.keyId))) return unknown;
  const { keyId, reason } = parsed.data;
  const draft = await revokeDraft(await desk(), person.participant, keyId, reason);
  return prepareFor(person, byKeyId, [draft]);
}

export async function revokeLostFor(
  person: Viewer,
  wish: { keyId: string; reason: string },
): Promise<CommandAnswer> {
  const parsed = revocation.safeParse(wish);
  if (!parsed.success || !(await mayRevoke(person, parsed.data.keyId))) return unknown;
  const { keyId, reason } = parsed.data;
  return orUnavailable(async () => revokeLost(await deskFor(person), person.participant, keyId, reason));
}

/** A disabled colleague's devices sign nothing in the market either: how many keys could not be ended from here. */
export async function endKeysOf(person: Viewer, accountId: string, reason: string): Promise<number> {
  const account = { participant: person.participant, accountId };
  const outcome = await orUnavailable(async () => revokeAllLost(await deskFor(person), account, reason));
  if ("left" in outcome) return outcome.left;
  const devices = await deviceKeysOf(await store(), person.participant);
  return devices.filter((device) => device.accountId === accountId).length;
}

/** A device's key ends by its own person or an administrator of the organisation; nobody else's is even there. */
async function mayRevoke(person: Viewer, keyId: string): Promise<boolean> {
  const devices = await deviceKeysOf(await store(), person.participant);
  const device = devices.find((one) => one.keyId === keyId);
  return device !== undefined && (device.accountId === person.accountId || person.isAdmin);
}

export interface OrganisationKeys {
  /** The person's own devices, the newest first. */
  readonly mine: readonly DeviceRow[];
  /** Colleagues' devices and keys kept for the organisation. */
  readonly others: readonly DeviceRow[];
}

/** The organisation's keys: what the ledger says of each, and what is known of its device here. */
export async function organisationKeys(person: Viewer): Promise<OrganisationKeys> {
  const database = await store();
  const [known, devices] = await Promise.all([
    keysOfParticipant(database, person.participant),
    deviceKeysOf(database, person.participant),
  ]);
  const format = await getFormatter();
  const said = (moment: Date | undefined) =>
    moment && format.dateTime(moment, { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Shanghai" });
  const byId = new Map(known.map((row) => [row.keyId, row]));
  const rowOf = (keyId: string, row: KeyRow | undefined, device: DeviceKey | undefined): DeviceRow => ({
    keyId,
    label: device?.label || row?.label || "",
    state: row === undefined ? "entering" : row.until === undefined ? "in-force" : "ended",
    from: row?.from,
    until: row?.until,
    custody: row?.custody ?? "self",
    isMine: device?.accountId === person.accountId,
    mayRevoke: device !== undefined && (device.accountId === person.accountId || person.isAdmin),
    created: said(device?.createdAt),
    used: said(device?.usedAt),
  });
  const own = devices.filter(({ accountId }) => accountId === person.accountId).reverse();
  const mine = own.map((device) => rowOf(device.keyId, byId.get(device.keyId), device));
  const isMine = new Set(own.map(({ keyId }) => keyId));
  const device = new Map(devices.map((one) => [one.keyId, one]));
  const others = known
    .filter(({ keyId }) => !isMine.has(keyId))
    .map((row) => rowOf(row.keyId, row, device.get(row.keyId)));
  return { mine, others };
}
