import "server-only";
import { getLocale } from "next-intl/server";
import type {
  ContractView,
  GroupView,
  MonthView,
  SettledView,
  YearMonthMark,
} from "@/components/dashboard/dashboard-view";
import { type ContractSums, limitCounts, sumsOf } from "@/lib/accounting/sums";
import { compareText } from "@/lib/crypto/bytes";
import { province } from "@/lib/identifiers/provinces";
import type { MonthLine } from "@/lib/market/settlement/month-figures";
import type { CertificateRow } from "@/lib/market/state";
import type { OwnContract, OwnMonth, OwnMonthMark, OwnScope } from "@/lib/store/queries/dashboard";
import type { Directory } from "@/lib/store/queries/directory";
import { ownDigest } from "@/lib/store/queries/own-digest";
import { PPM } from "@/lib/units/loss";
import { amountFen } from "@/lib/units/money";
import { store } from "../market";
import { Selections } from "../selections";
import { directory, monthOf, scopeOf } from "./own";

const RULER_CAP = 1.6;

/** One's own month with names, groups, sums and money, as the overview, the contracts and the statement show it. */
export async function monthView(participant: string, mark: OwnMonthMark): Promise<MonthView> {
  const [own, scope, names] = await Promise.all([
    monthOf(participant, mark),
    scopeOf(participant),
    directory(),
  ]);
  const english = (await getLocale()) === "en";
  return views.of([own, names], { participant, english }, () => viewOf(own, scope, names, english));
}

/** The months looked at last: of thousands of contracts a view takes its time. */
const views = new Selections<MonthView>("own-month-views", 12);

/** All months in the strip. */
export async function yearMarks(
  participant: string,
  months: readonly OwnMonthMark[],
): Promise<YearMonthMark[]> {
  return Promise.all(
    months.map(async (mark) => {
      const { contractKwh, settledKwh } = await monthSums(participant, mark);
      const { month, stage, contracts } = mark;
      return { month, stage, contracts, contractKwh, ...(stage === "finished" ? { settledKwh } : {}) };
    }),
  );
}

/** What a month comes to; of a finished one it is kept, so that a year is a few rows. */
export async function monthSums(participant: string, mark: OwnMonthMark): Promise<ContractSums> {
  const make = async () => (await monthView(participant, mark)).sums;
  if (mark.stage !== "finished") return make();
  return ownDigest(await store(), await scopeOf(participant), mark, "sums", make);
}

function viewOf(own: OwnMonth, scope: OwnScope, names: Directory, english: boolean): MonthView {
  const contracts = own.contracts.map((one) => contractView(one, own, scope, names, english));
  const byPlant = scope.side === "generation";
  const groups = new Map<string, ContractView[]>();
  for (const unit of scope.units) groups.set(unit.code, []);
  for (const one of contracts) {
    const key = byPlant ? one.plant : one.unit;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  const certificates = new Map(own.certificates.map((one) => [one.unit, one]));
  const shown = [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, group]) => groupView(id, group, own.consumedWh.get(id), certificates.get(id), names, english));
  const consumed = scope.side === "consumption" ? [...own.consumedWh.values()] : [];
  const isWhole = scope.side === "consumption" && consumed.length === scope.units.length;
  return {
    month: own.month,
    stage: own.stage,
    side: scope.side,
    groups: shown.filter(({ contracts, consumedWh }) => contracts.length > 0 || consumedWh !== undefined),
    sums: sumsOf(contracts),
    ...(isWhole ? { consumedWh: consumed.reduce((sum, wh) => sum + wh, 0) } : {}),
    limits: limitCounts(contracts),
    coincidentWh: contracts.reduce((sum, { settled }) => sum + (settled?.coincidentWh ?? 0), 0),
    landedWh: contracts.reduce((sum, { settled }) => sum + (settled?.landedWh ?? 0), 0),
  };
}

function groupView(
  id: string,
  contracts: readonly ContractView[],
  consumedWh: number | undefined,
  certificate: CertificateRow | undefined,
  names: Directory,
  english: boolean,
): GroupView {
  const asset = names.units.get(id) ?? names.plants.get(id);
  return {
    id,
    name: asset?.name || asset?.id || id,
    province: placeName(asset?.province ?? "", english),
    ...(consumedWh === undefined ? {} : { consumedWh }),
    contracts,
    sums: sumsOf(contracts),
    ...(certificate === undefined
      ? {}
      : { certificate: { code: certificate.code, status: certificate.status } }),
  };
}

export function placeName(code: string, english: boolean): string {
  const found = province(code);
  return (english ? found?.nameEn : found?.name) ?? code;
}

/** One contract with names and money, as lists and drawers show it. */
export function contractView(
  own: OwnContract,
  { stage }: Pick<OwnMonth, "stage">,
  scope: OwnScope,
  names: Directory,
  english: boolean,
): ContractView {
  const { contract } = own;
  const plant = names.plants.get(contract.plant);
  const unit = names.units.get(contract.unit);
  const via = names.participants.get(contract.via);
  const { code, number, month, mode, term, scope: reach, contractKwh, entry } = contract;
  const { energyPrice, environmentPrice } = contract;
  const settled = own.line === undefined ? undefined : settledView(own, own.line, scope);
  return {
    ...{ code, number, month, stage, mode, term, scope: reach, contractKwh, entry },
    ...{ energyPrice, environmentPrice },
    plant: contract.plant,
    plantName: plant?.name ?? contract.plant,
    plantType: plant?.type ?? "",
    plantProvince: placeName(plant?.province ?? "", english),
    unit: contract.unit,
    unitName: unit?.name || unit?.id || contract.unit,
    unitProvince: placeName(unit?.province ?? "", english),
    ...(via === undefined ? {} : { viaName: via.name }),
    path: contract.path.map((channel) => {
      const row = names.channels.get(channel);
      return { name: row?.name ?? channel, lossPpm: row?.lossPpm ?? 0 };
    }),
    ...(settled === undefined ? {} : { settled }),
  };
}

function settledView(own: OwnContract, line: MonthLine, scope: OwnScope): SettledView {
  const { energyPrice, environmentPrice } = own.contract;
  const { settledKwh, deviationKwh, limitedBy, sentWh, landedWh, quotaWh, allowanceWh, G, C, U, D } = line;
  const contractWh = 1000 * line.contractKwh;
  const landing = line.path.reduce((share, { lossPpm }) => share * (1 - lossPpm / PPM), 1);
  const reach = (share: number) => Math.min(RULER_CAP, share);
  const rulers = {
    generation: reach(
      (Math.max(quotaWh, C === 0 ? 0 : (contractWh * G) / C / landing) * landing) / contractWh,
    ),
    consumption: reach(Math.max(allowanceWh / contractWh, D === 0 ? 0 : U / D)),
  };
  return {
    ...{ settledKwh, deviationKwh, limitedBy, sentWh, landedWh, quotaWh, allowanceWh, G, C, rulers },
    // How much somebody else's unit used in all is not the seller's to see.
    ...(scope.side === "consumption" ? { U, D } : {}),
    ...(own.coincidentWh === undefined ? {} : { coincidentWh: own.coincidentWh }),
    energyFen: Number(amountFen(settledKwh, energyPrice)),
    environmentFen: Number(amountFen(settledKwh, environmentPrice)),
    settleEntry: own.settleEntry ?? 0,
  };
}
