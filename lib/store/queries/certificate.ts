import type {
  CertificateRow,
  ChannelRow,
  ContractRow,
  LineRow,
  ParticipantRow,
  PlantRow,
  TraceRow,
  UnitRow,
} from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import * as tables from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { lineOf, unitMonthOf } from "./settlement";

/** One line of a certificate with the objects it names. */
export interface CertificateLine {
  readonly contract: ContractRow;
  readonly plant: PlantRow;
  /** In path order, from the sending to the receiving end. */
  readonly channels: readonly ChannelRow[];
  readonly line: LineRow;
  readonly trace: TraceRow;
}

export interface CertificateRecord {
  readonly certificate: CertificateRow;
  readonly unit: UnitRow;
  readonly holder: ParticipantRow;
  /** In contract-number order. */
  readonly lines: readonly CertificateLine[];
}

/** A certificate with everything behind it, opened: what may be shown of it is its disclosure's business. */
export async function certificateRecord(store: Store, code: string): Promise<CertificateRecord | undefined> {
  const stored = await store.prisma.certificate.findUnique({ where: { code } });
  if (stored === null) return undefined;
  const certificate = openState<CertificateRow>(store, tables.certificateTable, stored);
  const { month, version } = certificate;
  const unit = await must(
    store.prisma.unit.findUnique({ where: { code: certificate.unit } }),
    "unit",
    (row) => openState<UnitRow>(store, tables.unitTable, row),
  );
  const holder = await must(
    store.prisma.participant.findUnique({ where: { code: unit.owner } }),
    "holder",
    (row) => openState<ParticipantRow>(store, tables.participantTable, row),
  );
  const frozen = await unitMonthOf(store, certificate.unit, month, version);
  if (frozen === undefined) throw new Error(`certificate ${code} of a month that is not frozen`);
  const lines = await Promise.all(frozen.lines.map((contract) => certificateLine(store, contract, version)));
  return { certificate, unit, holder, lines };
}

async function certificateLine(store: Store, code: string, version: number): Promise<CertificateLine> {
  const contract = await must(store.prisma.contract.findUnique({ where: { code } }), code, (row) =>
    openState<ContractRow>(store, tables.contractTable, row),
  );
  const [plant, channels, settled] = await Promise.all([
    must(store.prisma.plant.findUnique({ where: { code: contract.plant } }), contract.plant, (row) =>
      openState<PlantRow>(store, tables.plantTable, row),
    ),
    Promise.all(contract.path.map((channel) => channelOf(store, channel))),
    lineOf(store, code, version),
  ]);
  if (settled?.trace === undefined) throw new Error(`line ${code} of a certificate is not traced`);
  return { contract, plant, channels, line: settled.line, trace: settled.trace };
}

function channelOf(store: Store, code: string): Promise<ChannelRow> {
  return must(store.prisma.channel.findUnique({ where: { code } }), code, (row) =>
    openState<ChannelRow>(store, tables.channelTable, row),
  );
}

/** Certificates of a unit, newest month first. */
export async function certificatesOfUnit(store: Store, unit: string): Promise<CertificateRow[]> {
  const rows = await store.prisma.certificate.findMany({
    where: { unitIndex: store.vault.blind("unit", unit) },
    orderBy: { month: "desc" },
  });
  return rows.map((row) => openState<CertificateRow>(store, tables.certificateTable, row));
}

async function must<R, T>(found: PromiseLike<R | null>, name: string, open: (row: R) => T): Promise<T> {
  const row = await found;
  if (row === null) throw new Error(`the view lacks ${name}: run lvji rebuild`);
  return open(row);
}
