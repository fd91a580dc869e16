import type { Json } from "@/lib/crypto/canonical";

// What the gateway's signing (lib/gateway/signing.ts) and the browser say to each other.

export interface ToSign {
  readonly id: string;
  readonly keyId: string;
  /** Exactly what is signed, one text a command. */
  readonly messages: readonly string[];
  /** Sealed fields in the clear with their salts, checked against the commitments in the messages. */
  readonly openings: readonly Readonly<Record<string, readonly [salt: string, value: Json]>>[];
}

export interface Refusal {
  readonly code: string;
  readonly field?: string | undefined;
  readonly record?: number | undefined;
  readonly reason: string;
}

export type Prepared =
  | { readonly ok: true; readonly toSign: ToSign }
  | { readonly ok: false; readonly refusal: Refusal };

/** What became of one command. */
export type CommandAnswer =
  | {
      readonly ok: true;
      readonly receipt: {
        readonly txId: string;
        readonly index: number;
        readonly hash: string;
        readonly time: number;
      };
    }
  | { readonly ok: false; readonly refusal: Refusal };

export type Completed =
  | { readonly ok: true; readonly answers: readonly CommandAnswer[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** The person at this browser, and the market its device keys are bound to. */
export interface DeviceOwner {
  readonly accountId: string;
  readonly participant: string;
  readonly organisation: string;
  readonly market: string;
}

export interface EnrolWish {
  /** 04 ‖ X ‖ Y in hex. */
  readonly publicKey: string;
  /** Hex, over `lvji/key/v1\n<market>\n<participant>\n<publicKey>`. */
  readonly proof: string;
  /** Browser and system: the key's label in the market. */
  readonly device: string;
  /** What its person calls it. */
  readonly label: string;
}

export type EnrolAnswer =
  | { readonly ok: true; readonly keyId: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** The server actions signing needs; the frame hands them in. */
export interface SigningActions {
  enrol(wish: EnrolWish): Promise<EnrolAnswer>;
  submit(id: string, signatures: readonly string[]): Promise<Completed>;
}

/**
 * How a signature came out. `refused` before anything was signed or taken in (then `refusal.code` may be `device`,
 * `expired`, `signature`, `unavailable`, or a code of the action's own); else one answer a command, in order.
 */
export type SignOutcome =
  | { readonly state: "signed"; readonly answers: readonly CommandAnswer[] }
  | { readonly state: "refused"; readonly refusal: Refusal }
  | { readonly state: "cancelled" };
