import { z } from "zod";
import type { Context } from "@/lib/market/context";
import { code, text } from "@/lib/market/fields";
import { accept, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { requireExchange } from "@/lib/market/signers";
import { type ParticipantRow, participants } from "@/lib/market/state";

const payload = z.strictObject({ participant: code, reason: text });
type Payload = z.infer<typeof payload>;

function setStatus(
  context: Context,
  { participant }: Payload,
  status: ParticipantRow["status"],
): Verdict<Record<string, never>> {
  const asked = requireExchange(context);
  if (!asked.ok) return asked;
  const row = participants.get(context.state, participant);
  if (!row) return refuse("unknown", { field: "participant" });
  // Suspending the exchange would leave nobody to resume it.
  if (row.role === "exchange") return refuse("role", { field: "participant" });
  if (row.status === status) return refuse("state", { field: "participant", reason: `is ${status} already` });
  participants.put(context.state, [participant], { ...row, status });
  return accept({});
}

export const suspendParticipant = defineRule<Payload>({
  type: "participant.suspend",
  payload,
  apply: (context, given) => setStatus(context, given, "suspended"),
});

export const resumeParticipant = defineRule<Payload>({
  type: "participant.resume",
  payload,
  apply: (context, given) => setStatus(context, given, "active"),
});
