import type { Context } from "@/lib/market/context";
import { refuse, type Verdict } from "@/lib/market/refusal";
import { requireSigner } from "@/lib/market/signers";
import { participants } from "@/lib/market/state";

/** Refuses unless `grid` is a grid company and signed with a key of its own: nobody stands in for it. */
export function requireGrid(context: Context, grid: string): Verdict<undefined> {
  const row = participants.get(context.state, grid);
  if (!row) return refuse("unknown", { field: "grid" });
  return row.role === "grid" ? requireSigner(context, grid) : refuse("role", { field: "grid" });
}
