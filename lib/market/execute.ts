import type { Envelope, Hex } from "@/lib/market/command";
import { LIMITS } from "@/lib/market/command";
import type { Context, Execution, Signer } from "@/lib/market/context";
import { type Entry, entryBytes, entryHash, sealEntrySignatures } from "@/lib/market/entry";
import { checkOpeningNames, checkSealed, openedValue } from "@/lib/market/openings";
import { accept, type Refusal, refuse, type Verdict } from "@/lib/market/refusal";
import { ruleFor } from "@/lib/market/registry";
import type { BoundRule } from "@/lib/market/rule";
import { resolveSigners, spendNonce } from "@/lib/market/signers";
import { bufferedState, type MarketRow, readMarket, type StateReader, type Writes } from "@/lib/market/state";

export type { Execution } from "@/lib/market/context";
export type { Refusal } from "@/lib/market/refusal";

/** The version of the rules in this folder. */
export const RULES_VERSION = "1";
/** How far ahead notAfter may lie. */
export const LONGEST_VALIDITY_SECONDS = 86_400;

export interface Executed {
  readonly ok: true;
  readonly entry: Entry;
  /** The log's leaf. */
  readonly bytes: Uint8Array;
  /** RFC 9162 leaf hash of `bytes`. */
  readonly hash: Hex;
  /** Keys to values, null where a row goes away. */
  readonly writes: Writes;
}
export type Outcome = Executed | { readonly ok: false; readonly refusal: Refusal };

/**
 * One command against the state as it is: pure and synchronous, the same on every member. The envelope has passed
 * `checkEnvelope`. Throws only when the state asks for other rules than these: the node must stop then.
 */
export function execute(reader: StateReader, envelope: Envelope, execution: Execution): Outcome {
  const market = readMarket(reader) ?? beforeGenesis(envelope);
  if (market.rules !== RULES_VERSION)
    throw new Error(`rules ${market.rules} are in force, these are ${RULES_VERSION}`);
  const admitted = admit(reader, envelope, execution, market);
  if (!admitted.ok) return admitted;
  const { rule, signers } = admitted.value;
  const state = bufferedState(reader);
  const context: Context = {
    ...execution,
    // An object's methods may live on its prototype, which a spread leaves behind.
    blob: (hash) => execution.blob(hash),
    state,
    command: envelope.command,
    market,
    signers,
    held: envelope.held,
    opened: (field) => openedValue(envelope, field),
  };
  const applied = rule.apply(context);
  if (!applied.ok) return applied;
  const { type } = envelope.command;
  const entry: Entry = {
    v: 1,
    rules: RULES_VERSION,
    type,
    time: execution.time,
    command: envelope.command,
    signatures: sealEntrySignatures(envelope),
    result: applied.value,
  };
  const bytes = entryBytes(entry);
  if (bytes.length > LIMITS.entryBytes) return refuse("entry-size");
  const hash = entryHash(bytes);
  rule.afterEntry(context, hash);
  spendNonce(state, envelope, signers, execution.time);
  return { ok: true, entry, bytes, hash, writes: state.writes };
}

function beforeGenesis(envelope: Envelope): MarketRow {
  return { origin: envelope.command.market, prefix: "", rules: RULES_VERSION };
}

/** All that is checked before a rule sees the command, in the order COMMANDS.md gives. */
function admit(
  reader: StateReader,
  envelope: Envelope,
  execution: Execution,
  market: MarketRow,
): Verdict<{ rule: BoundRule; signers: readonly Signer[] }> {
  const { command } = envelope;
  if (command.v !== 1) return refuse("version", { field: "v" });
  if (command.market !== market.origin) return refuse("market", { field: "market" });
  const rule = ruleFor(command.type);
  if (!rule || (command.type === "genesis") !== (execution.index === 0))
    return refuse("type", { field: "type" });
  const fresh = checkFreshness(command.notAfter, execution.time);
  if (!fresh.ok) return fresh;
  const named = checkOpeningNames(envelope);
  if (!named.ok) return named;
  // The keys of genesis are in its payload; its rule checks that all of them, and nobody else, signed.
  const signers = command.type === "genesis" ? accept([]) : resolveSigners(reader, envelope, execution);
  if (!signers.ok) return signers;
  const bound = rule.bind(command.payload);
  if (!bound.ok) return bound;
  const sealed = checkSealed(envelope, bound.value.sealed);
  if (!sealed.ok) return sealed;
  if (!bound.value.heldBlob && envelope.held.length > 0) return refuse("held", { field: "held" });
  return accept({ rule: bound.value, signers: signers.value });
}

/** Valid from 24 hours before notAfter to notAfter, both included (protocol §2). */
export function checkFreshness(notAfter: number, blockTime: number): Verdict<undefined> {
  if (blockTime > notAfter) return refuse("expired", { field: "notAfter" });
  if (notAfter - blockTime > LONGEST_VALIDITY_SECONDS) return refuse("too-far", { field: "notAfter" });
  return accept(undefined);
}
