/** What an audit found that is not as it follows from the log. */
export interface Finding {
  /** The stored record, e.g. `line/L1K…/1`, `entry/17`, `state/settled-plant/2026-02/0001/L1P…`. */
  readonly record: string;
  /** The column, or what else of it differs. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

export interface AuditAnswer {
  readonly ok: boolean;
  /** Records compared. */
  readonly checked: number;
  readonly findings: readonly Finding[];
}

const SHOWN = 120;

/** Enough of a value to recognise it. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
