import type { BulkAnswer } from "./bulk-view";
import type { RegistryKind } from "./kinds";

/** Has a file looked through by the market's rules; nothing of it is signed or kept. */
export async function checkBulk(kind: RegistryKind, file: Blob): Promise<BulkAnswer> {
  try {
    const answer = await fetch(`/exchange/${kind}/bulk/check`, {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body: file,
    });
    if (answer.status === 401) return { ok: false, code: "signed-out" };
    if (!answer.ok) return { ok: false, code: "unavailable" };
    return (await answer.json()) as BulkAnswer;
  } catch {
    return { ok: false, code: "unavailable" };
  }
}
