import type { Prepared } from "@/components/device/to-sign";
import type { GivenKey } from "./schema";

// The server actions the registry's forms need; their pages hand them in.

export interface FieldFlaw {
  readonly row: number;
  readonly field: string;
  readonly code: string;
}

export type CheckAnswer =
  | { readonly ok: true; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly flaws: readonly FieldFlaw[] };

export interface RegisterActions {
  check(kind: string, rows: unknown): Promise<CheckAnswer>;
  prepare(keyId: string, kind: string, rows: unknown, extra: unknown): Promise<Prepared>;
  /** The beginning of what a participant's own key signs before it is admitted; the public key follows. */
  toProve(province: string): Promise<string>;
}

export type StandingWish =
  | { readonly do: "suspend" | "resume"; readonly reason: string }
  | { readonly do: "revoke"; readonly keyId: string; readonly reason: string }
  | { readonly do: "keep" }
  | ({ readonly do: "own" } & GivenKey);

export type PrepareStanding = (keyId: string, participant: string, wish: StandingWish) => Promise<Prepared>;
