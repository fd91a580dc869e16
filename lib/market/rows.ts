import type { Hex } from "@/lib/market/command";
import type { LineValues } from "@/lib/market/settlement/line-leaf";

/** The rows of the state's tables (state.ts names keys and tables). All JSON of protocol §1. */

/** Where a row was registered: entry index, and which record of the command. */
export interface Origin {
  readonly entry: number;
  readonly record: number;
}

export interface MarketRow {
  readonly origin: string;
  readonly prefix: string;
  readonly rules: string;
  readonly twoPersonKwh?: number;
}

export type Role = "generator" | "retailer" | "consumer" | "aggregator" | "grid" | "exchange" | "regulator";
export interface ParticipantRow extends Origin {
  readonly code: string;
  readonly id: string;
  readonly role: Role;
  readonly province: string;
  readonly name: string;
  readonly uscc: string;
  readonly status: "active" | "suspended";
}

export type Custody = "self" | "gateway" | "exchange";
/** In force for entries [from, until). */
export interface KeyRow extends Origin {
  readonly keyId: string;
  readonly alg: "p256" | "sm2";
  readonly publicKey: Hex;
  readonly custody: Custody;
  readonly participant: string;
  readonly label: string;
  readonly from: number;
  readonly until?: number;
  /** The key that endorsed or rotated to this one; absent at registration and where members did. */
  readonly endorsedBy?: string;
}

/** A member's cosign key as a signer: how a quorum signs. */
export interface MemberKeyRow {
  readonly member: string;
  readonly publicKey: Hex;
}

/** member-name/<name>: under which key id a member of the roster in force signs. */
export interface MemberNameRow {
  readonly keyId: string;
}

export interface PlantRow extends Origin {
  readonly code: string;
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly type: string;
  readonly capacityKw: number;
  readonly province: string;
  readonly place: string;
  readonly latE6: number;
  readonly lonE6: number;
  readonly projectCode: string;
}

export interface UnitRow extends Origin {
  readonly code: string;
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly province: string;
}

export interface MeterRow extends Origin {
  readonly code: string;
  readonly id: string;
  readonly role: "production" | "consumption";
  /** Code of the plant (production) or unit (consumption). */
  readonly of: string;
  readonly grid: string;
}

export interface ChannelRow extends Origin {
  readonly code: string;
  readonly id: string;
  readonly name: string;
  readonly fromProvince: string;
  readonly toProvince: string;
  readonly lossPpm: number;
  readonly capacityKw: number;
}

export type TradeMode = "bilateral" | "listing" | "rolling" | "auction";
export type TradeTerm = "multi-year" | "yearly" | "monthly" | "within-month";
export type TradeScope = "within" | "inter-provincial" | "inter-area";
export interface ContractRow extends Origin {
  readonly code: string;
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  /** A retailer's or aggregator's code, or "". */
  readonly via: string;
  readonly month: string;
  readonly contractKwh: number;
  /** 0.001 元/MWh. */
  readonly energyPrice: number;
  readonly environmentPrice: number;
  readonly mode: TradeMode;
  readonly term: TradeTerm;
  readonly scope: TradeScope;
  /** Channel codes from the sending to the receiving end. */
  readonly path: readonly string[];
  /** contractSecret, 32 bytes. */
  readonly secret: Hex;
  /** The participants the exchange signed for. */
  readonly onBehalf: readonly string[];
}
/** Running sums of a plant's or unit's contracts of a month: keeps every axis below 2^53. */
export interface ContractedRow {
  readonly wh: number;
  readonly count: number;
}

/** A meter's anchored day: its place in the blob and in the batch. */
export interface DayRow {
  readonly entry: number;
  readonly blob: Hex;
  readonly position: number;
  readonly batch: number;
}
export interface ClosedMonthRow {
  readonly entry: number;
  readonly totalWh: number;
}
export interface MechanismRow {
  readonly wh: number;
  readonly entry: number;
}

export interface MonthRow {
  readonly version: number;
  readonly stage: "frozen" | "settled" | "finished";
  readonly inputRoot: Hex;
  readonly plants: number;
  readonly settled: number;
  readonly traced: number;
  readonly freezeEntry: number;
  readonly finishEntry?: number;
}
/** Lines are contract codes in contract-number order. */
export interface FrozenPlantRow {
  readonly onGridWh: number;
  readonly mechanismWh: number;
  readonly G: number;
  readonly C: number;
  readonly lines: readonly string[];
}
export interface FrozenUnitRow {
  readonly U: number;
  readonly D: number;
  readonly lines: readonly string[];
}
export interface SettleResult {
  readonly G: number;
  readonly C: number;
  readonly settledWh: number;
  readonly sentWh: number;
  readonly unsoldWh: number;
  readonly linesRoot: Hex;
  readonly sumRoot: Hex;
  readonly count: number;
}
export interface SettledPlantRow {
  readonly result: SettleResult;
  readonly entry: number;
  readonly traceEntry?: number;
  readonly tracesRoot?: Hex;
}
export interface LineRow {
  readonly values: LineValues;
  readonly leafHash: Hex;
  readonly entry: number;
}
export interface TraceRow {
  readonly traceRoot: Hex;
  readonly coincidentWh: number;
  readonly leafHash: Hex;
  /** Segments. */
  readonly count: number;
}

export const CERTIFICATE_STATUSES = ["valid", "superseded", "revoked", "disputed"] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];
/** From the least that is shown to the most. */
export const DISCLOSURE_LEVELS = ["minimal", "standard", "full"] as const;
export type DisclosureLevel = (typeof DISCLOSURE_LEVELS)[number];
export interface CertificateRow {
  readonly code: string;
  readonly unit: string;
  readonly month: string;
  readonly version: number;
  readonly count: number;
  readonly certLinesRoot: Hex;
  readonly entry: number;
  /** The certificate hash: RFC 9162 leaf hash of its entry (written by the rule's `afterEntry`). */
  readonly hash: Hex;
  readonly status: CertificateStatus;
  readonly level: DisclosureLevel;
  readonly levelEntry?: number;
}

export interface CodeRow {
  readonly code: string;
}
export interface CounterRow {
  readonly next: number;
}
export interface NonceRow {
  readonly notAfter: number;
}
/** A row that says only that it is there. */
export type Mark = Record<string, never>;
