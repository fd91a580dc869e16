/** Everything the certificate page prints, as the verifier computed or opened it. Absent means withheld. */
export interface Figures {
  readonly code: string;
  readonly market: string;
  readonly month: string;
  readonly version: number;
  /** Unix seconds of the issuing entry. */
  readonly issuedAt: number;
  readonly level: "minimal" | "standard" | "full";
  readonly hash: string;
  readonly entry: number;
  readonly settledKwh: number;
  readonly consumedWh?: number;
  /** Wh generated and used in the same quarter-hour. */
  readonly coincidentWh?: number;
  readonly holder?: { readonly name: string; readonly uscc?: string };
  /** GB/T 2260 province, from the code. */
  readonly unitProvince: string;
  readonly lines: readonly LineFigures[];
  readonly kwh?: KwhFigures;
  readonly month96?: MonthFigures;
  readonly ledger: LedgerFigures;
  readonly evidence: Readonly<Record<EvidenceStage, readonly EvidenceFigure[]>>;
}

export type EvidenceStage = "production" | "trade" | "transmission" | "consumption" | "settlement";

export interface EvidenceFigure {
  readonly index: number;
  readonly type: string;
  readonly hash: string;
  /** Inclusion path, hex, from the leaf up. */
  readonly proof: readonly string[];
  /** The entry as it stands in the log. */
  readonly text: string;
  readonly signers: readonly { readonly keyId: string; readonly alg: string; readonly sealed: boolean }[];
}

export interface LedgerFigures {
  readonly size: number;
  readonly root: string;
  readonly members: readonly {
    readonly name: string;
    readonly cosigned: boolean;
    readonly address: string;
  }[];
  readonly quorum: number;
}

export interface PlantFigures {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly province: string;
  readonly place: string;
  readonly latE6: number;
  readonly lonE6: number;
  readonly capacityKw: number;
  readonly projectCode: string;
}

export interface ChannelFigures {
  readonly code: string;
  readonly name: string;
  readonly fromProvince: string;
  readonly toProvince: string;
  readonly lossPpm: number;
  readonly sentWh: number;
  readonly lossWh: number;
  readonly landedWh: number;
}

/** One contract of the certificate. A `minimal` certificate opens none of its lines. */
export interface LineFigures {
  readonly contract?: string;
  readonly plant?: PlantFigures;
  /** First kWh of this line on the certificate's axis, from 0; absent where the line is withheld. */
  readonly from?: number;
  readonly mode?: string;
  readonly term?: string;
  readonly scope?: string;
  readonly contractKwh?: number;
  readonly settledKwh?: number;
  readonly deviationKwh?: number;
  readonly limitedBy?: "contract" | "generation" | "consumption";
  readonly sentWh?: number;
  readonly landedWh?: number;
  readonly lossWh?: number;
  /** The plant-month: energy it could sell and what its contracts asked it to send. */
  readonly G?: number;
  readonly C?: number;
  /** What the plant's meters read in the month, and what of it is mechanism energy: G is the difference. */
  readonly onGridWh?: number;
  readonly mechanismWh?: number;
  readonly plantSentWh?: number;
  readonly quotaWh?: number;
  readonly U?: number;
  readonly D?: number;
  readonly allowanceWh?: number;
  readonly coincidentWh?: number;
  readonly channels?: readonly ChannelFigures[];
}

export interface PieceFigures {
  readonly productionInterval: number;
  readonly consumptionInterval: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly offset: number;
  readonly channels: readonly {
    readonly channel: string;
    readonly sentWh: number;
    readonly lossWh: number;
    readonly landedWh: number;
  }[];
  /** What the plant's meters read in the production interval. */
  readonly productionReadingWh?: number;
  readonly consumptionReadingWh?: number;
}

export interface KwhFigures {
  readonly n: number;
  /** Index into `lines`. */
  readonly line: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly lossWh: number;
  readonly channels: readonly ChannelFigures[];
  /** Largest landed first; pieces that land nothing last. */
  readonly pieces: readonly PieceFigures[];
}

/** The month's curves, Wh by interval from 0, of the checked `month=1` bundle. */
export interface MonthFigures {
  readonly lines: readonly {
    readonly line: number;
    /** What was sent, landed and used in the same interval, by interval. */
    readonly sentWh: readonly number[];
    readonly coincidentWh: readonly number[];
    readonly consumedWh: readonly number[];
  }[];
  readonly generation: readonly { readonly plant: string; readonly wh: readonly number[] }[];
  readonly consumption?: readonly number[];
}
