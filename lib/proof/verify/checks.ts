import type { Bundle } from "./bundle";
import type { Evidence } from "./evidence";
import type { CheckpointFigure } from "./ledger-checks";
import type { ReadLine } from "./lines";
import { Mismatch } from "./mismatch";
import type { ReadPath } from "./path";
import { type Check, type CheckCode, type CheckId, groupOf, type StatusFigure } from "./verdict";

/** What the verifier was told to rely on, strongest first (protocol §6). All of it may be absent. */
export interface Trust {
  /** A roster's fingerprint given by hand, hex. */
  readonly fingerprint?: string;
  /** The print's `t`: the first 80 bits of the roster's fingerprint. */
  readonly t?: string;
  /** The fingerprint this device remembers of the market, hex. */
  readonly pinned?: string;
  /** The print's `v`: the first 130 bits of the certificate's hash. */
  readonly v?: string;
  /** The certificate's code as asked for: by the print, or by the address of the page. */
  readonly code?: string;
  /** The kWh that was asked for: a bundle of another one, or of none where it could be shown, is not the answer. */
  readonly kwh?: number;
  /**
   * The last checkpoint this device saw of the market. `asked`: the bundle was fetched with that size, just now, so
   * that one which is older or does not prove its growth from there hides something; a file may be older, and silent.
   */
  readonly seen?: { readonly size: number; readonly root: string; readonly asked?: boolean };
}

/** What the checks hand to one another. */
export interface State {
  readonly bundle: Bundle;
  readonly evidence: Evidence;
  readonly lines: readonly ReadLine[];
  /** Why the lines could not be read; `lines` is then empty. */
  readonly linesProblem?: Mismatch;
  readonly trust: Trust;
  /** Unix seconds. */
  readonly now: number;
  checkpoint?: CheckpointFigure;
  path?: ReadPath;
  standing: StatusFigure;
  /** What several checks need is worked out once, also where it ends in a mismatch. */
  readonly cache: Map<string, () => unknown>;
}

/** `make`'s value, or what it threw, remembered under `key` for this bundle. */
export function once<T>(state: State, key: string, make: () => T): T {
  const known = state.cache.get(key) as (() => T) | undefined;
  if (known) return known();
  const answer = settled(make);
  state.cache.set(key, answer);
  return answer();
}

function settled<T>(make: () => T): () => T {
  try {
    const value = make();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

export interface Passed {
  readonly reason: string;
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly code?: CheckCode;
}

export type Run = (state: State) => Passed | Promise<Passed>;

/** Runs one check; whatever goes wrong inside, also on malformed input, is a failed check and never a crash. */
export async function runCheck(id: CheckId, run: Run, state: State): Promise<Check> {
  const group = groupOf[id];
  try {
    const { reason, detail = {}, code = "ok" } = await run(state);
    return { id, group, ok: true, code, reason, detail };
  } catch (error) {
    if (error instanceof Mismatch) {
      return { id, group, ok: error.ok, code: error.code, reason: error.message, detail: error.detail };
    }
    const reason = error instanceof Error ? error.message : "unreadable";
    return { id, group, ok: false, code: "unreadable", reason, detail: {} };
  }
}
