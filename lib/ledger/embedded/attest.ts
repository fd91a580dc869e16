/** What members say of the state now, each for itself: protocol §5, "Status". */
import { fromHex, toBase64 } from "@/lib/crypto/bytes";
import type { Hex } from "@/lib/market/command";
import { certificates, keys, type StateReader } from "@/lib/market/state";
import type { StateQuestion } from "../ledger";
import type { Council } from "./council";

export interface Moment {
  readonly origin: string;
  readonly size: number;
  readonly root: Hex;
  /** Unix seconds. */
  readonly time: number;
}

/** One signed note a member that agrees; none where its state does not know what is asked for. */
export async function attestState(
  council: Council,
  question: StateQuestion,
  moment: Moment,
): Promise<string[]> {
  const notes = await Promise.all(
    council.voters().map(async ({ seat, node }) => {
      const text = answer(node.state, question, moment);
      return text === undefined ? [] : [await seat.signer.note(text)];
    }),
  );
  return notes.flat();
}

function answer(state: StateReader, question: StateQuestion, moment: Moment): string | undefined {
  if (question.kind === "certificate") {
    const row = certificates.get(state, question.code);
    return row && statusText("status", moment, [row.code, row.version, row.status, row.entry]);
  }
  const row = keys.get(state, question.keyId);
  if (!row) return undefined;
  const ended = row.until !== undefined;
  return statusText("key", moment, [row.keyId, 0, ended ? "revoked" : "active", row.until ?? row.from]);
}

function statusText(
  kind: string,
  { origin, size, root, time }: Moment,
  facts: readonly (string | number)[],
): string {
  const lines = [`lvji/${kind}/v1`, origin, size, toBase64(fromHex(root)), ...facts, time];
  return lines.map((line) => `${line}\n`).join("");
}
