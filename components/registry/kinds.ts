/** What the exchange keeps a registry of, as its addresses and the files people bring call it. */
export const REGISTRY_KINDS = ["participants", "plants", "units", "meters", "channels", "contracts"] as const;
export type RegistryKind = (typeof REGISTRY_KINDS)[number];

export function isRegistryKind(text: string): text is RegistryKind {
  return REGISTRY_KINDS.some((kind) => kind === text);
}

export const PARTICIPANT_KINDS = [
  "generator",
  "retailer",
  "consumer",
  "aggregator",
  "grid",
  "exchange",
  "regulator",
] as const;
export type ParticipantKind = (typeof PARTICIPANT_KINDS)[number];

export const MODES = ["bilateral", "listing", "rolling", "auction"] as const;
export const TERMS = ["multi-year", "yearly", "monthly", "within-month"] as const;
export const SCOPES = ["within", "inter-provincial", "inter-area"] as const;

export interface Cell {
  readonly text: string;
  /** A second line, in small. */
  readonly note?: string;
  readonly href?: string;
  /** Needs a look: amber with a glyph. */
  readonly look?: "notice" | "wrong";
}

export interface ListColumn {
  readonly id: string;
  readonly header: string;
  readonly align?: "end";
  readonly sortable?: boolean;
  readonly narrow?: "hide";
}

export interface ListRow {
  readonly code: string;
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface ListFilter {
  readonly field: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** One page of a registry, ready to be shown. */
export interface RegistryList {
  readonly kind: RegistryKind;
  readonly columns: readonly ListColumn[];
  readonly filters: readonly ListFilter[];
  readonly rows: readonly ListRow[];
  readonly total: number;
  /** Before searching and filtering. */
  readonly all: number;
  readonly pageSize: number;
  /** There are more than could be looked through. */
  readonly isPart: boolean;
  /** Of what these build on, what there is nothing of yet. */
  readonly lacks: readonly RegistryKind[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly href?: string;
  readonly mono?: boolean;
}

export interface Related {
  readonly id: string;
  readonly title: string;
  readonly total: number;
  readonly rows: readonly {
    readonly key: string;
    readonly text: string;
    readonly note: string;
    readonly href: string;
  }[];
}

export interface HistoryLine {
  readonly index: number;
  readonly type: string;
  readonly at: string;
}

export interface KeyLine {
  readonly keyId: string;
  readonly alg: string;
  readonly custody: string;
  readonly label: string;
  readonly from: number;
  readonly until: number | undefined;
}

export interface Standing {
  readonly code: string;
  readonly role: ParticipantKind;
  readonly status: "active" | "suspended";
  readonly keys: readonly KeyLine[];
  readonly documents:
    | { readonly names: readonly string[]; readonly who: string; readonly at: string }
    | undefined;
  /** The market's origin: a key's proof is bound to it. */
  readonly market: string;
}

export interface RegistryDetail {
  readonly kind: RegistryKind;
  readonly code: string;
  readonly title: string;
  readonly about: string;
  readonly facts: readonly Fact[];
  readonly related: readonly Related[];
  readonly history: readonly HistoryLine[];
  readonly standing?: Standing;
}
