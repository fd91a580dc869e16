import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { signFor } from "@/lib/jobs/import/registrations/consent";
import type { Form } from "@/lib/jobs/import/registrations/form";
import { channelCode } from "@/lib/market/assets/model";
import { channels } from "@/lib/market/state";
import { PPM } from "@/lib/units/loss";

interface Channel {
  readonly id: string;
  readonly name: string;
  readonly fromProvince: string;
  readonly toProvince: string;
  readonly lossPpm: number;
  readonly capacityKw: number;
}

export const channelForm: Form<Channel> = {
  key: "id",
  columns: {
    fromProvince: "from_province",
    toProvince: "to_province",
    lossPpm: "loss_ppm",
    capacityKw: "capacity_kw",
  },
  identity: (row) => row.raw("id"),
  entryOf: (row, registry) => registry.entryOf("H", row.raw("id"), channels),
  async check(row) {
    const id = row.id("id");
    // `>` joins ids in contracts: an id with one could not be named there.
    if (id?.includes(">")) row.flaw("id", "id", "printable ASCII without >");
    return row.complete({
      id,
      name: row.text("name"),
      fromProvince: row.province("from_province"),
      toProvince: row.province("to_province"),
      lossPpm: row.integer("loss_ppm", 0, PPM - 1),
      capacityKw: row.integer("capacity_kw", 0, Number.MAX_SAFE_INTEGER),
    });
  },
  async draft(records, desk) {
    const signing = await signFor(desk, [], true);
    if (!signing.ok) return signing;
    const months = registrationMonth(desk.now());
    const codes = await nextCodes(
      desk.ledger,
      records.map((channel) => channelCode(channel, months)),
    );
    const payload = { records: records.map((channel, i) => ({ code: codes[i] ?? "", ...channel })) };
    return { ok: true, draft: { type: "channel.register", payload, signers: signing.signers } };
  },
};
