/** A cell as it is read; with an address where it leads somewhere. */
export type CellView = string | { readonly text: string; readonly href: string };

export interface ColumnView {
  readonly id: string;
  readonly header: string;
  readonly align?: "end";
  readonly sortable?: boolean;
  readonly narrow?: "hide";
}

export interface RecordRowView {
  readonly key: string;
  readonly cells: readonly CellView[];
}

export interface RecordTableView {
  readonly caption: string;
  readonly columns: readonly ColumnView[];
  readonly rows: readonly RecordRowView[];
  readonly total: number;
  readonly pageSize: number;
  /** Whether a row opens in a drawer (`r` of the address). */
  readonly opens: boolean;
}

export interface SumView {
  readonly id: string;
  readonly label: string;
  /** Undefined where it was not added up. */
  readonly value: number | undefined;
  readonly unit: string;
}

/** Figures of all that the filters name, and a difference that has to be 0. */
export interface SumsView {
  readonly title: string;
  readonly sums: readonly SumView[];
  readonly difference?: { readonly label: string; readonly value: number };
}
