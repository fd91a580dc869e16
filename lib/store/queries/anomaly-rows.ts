import { fromUtf8 } from "@/lib/crypto/bytes";
import { type Evidence, isRule, type RuleName, type Severity } from "@/lib/oversight/finding";
import type { AnomalyState } from "@/lib/oversight/workflow";
import type { Store } from "@/lib/store/store";

/** A kept finding, opened. */
export interface AnomalyRecord {
  readonly id: number;
  readonly key: string;
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly month: string;
  readonly provinces: readonly string[];
  readonly object: string;
  readonly state: AnomalyState;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly vanishedAt: Date | undefined;
  readonly evidence: Evidence;
}

type StoredAnomaly = NonNullable<Awaited<ReturnType<Store["prisma"]["anomaly"]["findUnique"]>>>;

/** What the evidence of an anomaly is sealed to. */
export function anomalySubject(key: string): string {
  return `anomaly/${key}`;
}

/** What an event's note is sealed to. */
export function eventSubject(anomaly: number): string {
  return `anomaly_event/${anomaly}`;
}

/** Throws SealBroken when the evidence was not written by a scan of this market. */
export function openAnomaly(store: Store, row: StoredAnomaly): AnomalyRecord {
  const evidence: Evidence = JSON.parse(fromUtf8(store.open(row.sealed, anomalySubject(row.key))));
  const { id, key, month, provinces, object, firstSeen, lastSeen, vanishedAt } = row;
  if (!isRule(row.rule)) throw new Error(`anomaly ${id} of no rule: ${row.rule}`);
  return {
    ...{ id, key, month, provinces, object, firstSeen, lastSeen, vanishedAt: vanishedAt ?? undefined },
    ...{ rule: row.rule, severity: severityOf(row.severity), state: stateOf(row.state), evidence },
  };
}

function severityOf(text: string): Severity {
  return text === "high" || text === "low" ? text : "medium";
}

function stateOf(text: string): AnomalyState {
  return text === "explained" || text === "referred" ? text : "open";
}
