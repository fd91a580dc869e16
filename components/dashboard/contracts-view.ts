import type { ContractView } from "./dashboard-view";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One page of contracts, what the filters can narrow to, and the contract whose drawer the address opens. */
export interface ContractsView {
  readonly rows: readonly ContractView[];
  readonly total: number;
  readonly settled: number;
  readonly pageSize: number;
  readonly months: readonly Choice[];
  readonly plants: readonly Choice[];
  readonly units: readonly Choice[];
  readonly open?: ContractView;
}
