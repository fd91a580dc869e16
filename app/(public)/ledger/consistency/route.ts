import type { NextRequest } from "next/server";
import { answered, refuse } from "@/app/_server/answers";
import { market } from "@/app/_server/market";
import { rootAt } from "@/app/_server/tree-head";
import type { ConsistencyAnswer } from "@/components/ledger/consistency";
import { parseWhole } from "@/components/ui/format";
import { toHex } from "@/lib/crypto/bytes";

/** `?old=N&new=M`: both roots and the proof that the one ledger is the beginning of the other (RFC 9162 §2.1.4). */
export async function GET(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const [oldSize, newSize] = [parseWhole(query.get("old") ?? ""), parseWhole(query.get("new") ?? "")];
  return answered(async () => {
    const { ledger } = await market();
    const head = await ledger.checkpoint();
    if (!oldSize || !newSize || oldSize > newSize || newSize > head.size)
      return refuse(400, "size", `sizes are whole numbers with 1 ≤ old ≤ new ≤ ${head.size}`);
    const [oldRoot, newRoot, proof, headProof] = await Promise.all([
      rootAt(ledger, oldSize),
      rootAt(ledger, newSize),
      ledger.consistency(oldSize, newSize),
      ledger.consistency(newSize, head.size),
    ]);
    const answer: ConsistencyAnswer = {
      old: { size: oldSize, root: oldRoot },
      new: { size: newSize, root: newRoot },
      proof: proof.map(toHex),
      head: { size: head.size, root: head.root },
      headProof: headProof.map(toHex),
    };
    return Response.json(answer, {
      headers: { "cache-control": "no-cache", "access-control-allow-origin": "*" },
    });
  });
}
