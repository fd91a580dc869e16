import type { Prepared } from "@/components/device/to-sign";

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
}

export type StandingWish =
  | { readonly do: "suspend" | "resume"; readonly reason: string }
  | { readonly do: "revoke"; readonly keyId: string; readonly reason: string }
  | { readonly do: "keep" }
  | { readonly do: "own"; readonly alg: "p256" | "sm2"; readonly publicKey: string; readonly proof: string };

export type PrepareStanding = (keyId: string, participant: string, wish: StandingWish) => Promise<Prepared>;
