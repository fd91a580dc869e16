import type { Json } from "@/lib/crypto/canonical";
import type { SignatureAlgorithm } from "@/lib/crypto/keys";
import type { Command, Held, Hex } from "@/lib/market/command";
import type { KeyRow, MarketRow, ParticipantRow, State } from "@/lib/market/state";

/** Where in the log the command stands, and what the node lends the rules. Times are Unix seconds. */
export interface Execution {
  readonly time: number;
  /** The index the entry will have. */
  readonly index: number;
  /** A blob by its hash. A node makes sure it holds the blob before it executes (protocol §3). */
  blob(hash: Hex): Uint8Array | undefined;
  /**
   * Caches of pure results, owned by the node: what is in it changes speed, never an outcome. Names that begin with
   * `pure/` say everything their value depends on, whatever the state: nodes of one process may share those.
   */
  readonly memo: Map<string, unknown>;
}

/** A participant's key that signed. `participant` is as registered before this command. */
export interface ParticipantSigner {
  readonly kind: "participant";
  readonly keyId: string;
  readonly alg: SignatureAlgorithm;
  readonly key: KeyRow;
  readonly participant: ParticipantRow;
}
/** A member of the ledger that signed with its cosign key. */
export interface MemberSigner {
  readonly kind: "member";
  readonly keyId: string;
  readonly alg: SignatureAlgorithm;
  readonly member: string;
}
export type Signer = ParticipantSigner | MemberSigner;

/** What a rule sees: its command, already checked for form, keys and openings, and the state to read and write. */
export interface Context extends Execution {
  readonly state: State;
  readonly command: Command;
  /** Before genesis: the row it is about to write. */
  readonly market: MarketRow;
  readonly signers: readonly Signer[];
  /** Receipts whose signatures were verified and whose members stand in the roster in force. */
  readonly held: readonly Held[];
  /** An opened sealed field's value, undefined when the command does not seal it. */
  opened(field: string): Json | undefined;
}
