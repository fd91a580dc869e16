/** The rules as a node runs them. Tests put smaller ones in their place; a market has lib/market's. */
import type { Envelope } from "@/lib/market/command";
import type { Execution } from "@/lib/market/context";
import type { Refusal } from "@/lib/market/refusal";
import type { StateReader } from "@/lib/market/state";
import type { Writes } from "./store";

export type Outcome =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly writes: Writes }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Rules {
  /** Signatures, openings, receipts. Its answer depends on the envelope and on what it reads of the state only. */
  check(envelope: Envelope, state: StateReader): Promise<Refusal | undefined>;
  /** Pure and synchronous; the envelope was checked. */
  execute(state: StateReader, envelope: Envelope, execution: Execution): Outcome;
  /** The blob a command needs before it can be executed, in hex. */
  blobOf(envelope: Envelope): string | undefined;
  /** What is wrong with a blob that a member is asked to keep, in words. */
  checkBlob(state: StateReader, bytes: Uint8Array): string | undefined;
}
