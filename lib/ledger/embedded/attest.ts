/** What members say of the state now, each for itself: protocol §5, "Status". */
import { fromHex } from "@/lib/crypto/bytes";
import type { Hex } from "@/lib/market/command";
import { keyStatusText, statusText } from "@/lib/market/members/status";
import { certificates, keys, type StateReader } from "@/lib/market/state";
import type { StateQuestion } from "../ledger";
import { type Council, isDivergence } from "./council";

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
      try {
        const text = answer(node.state, question, moment);
        return text === undefined ? [] : [await seat.signer.note(text)];
      } catch (error) {
        // A member that cannot read its state says nothing of it.
        if (!isDivergence(error)) throw error;
        council.exclude(seat, error);
        return [];
      }
    }),
  );
  return notes.flat();
}

function answer(state: StateReader, question: StateQuestion, moment: Moment): string | undefined {
  const at = { ...moment, root: fromHex(moment.root) };
  if (question.kind === "certificate") {
    const row = certificates.get(state, question.code);
    if (!row) return undefined;
    const { code, version, status, entry } = row;
    return statusText({ ...at, code, version, status, index: entry });
  }
  const row = keys.get(state, question.keyId);
  if (!row) return undefined;
  const { keyId, from, until } = row;
  // A key is in force up to and including the entry that ends it.
  if (until !== undefined) return keyStatusText({ ...at, keyId, status: "revoked", index: until - 1 });
  return keyStatusText({ ...at, keyId, status: "active", index: from });
}
