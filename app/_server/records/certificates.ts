import "server-only";
import type { ColumnView } from "@/components/records/record-view";
import { grouped } from "@/components/ui/format";
import { compareText } from "@/lib/crypto/bytes";
import { province } from "@/lib/identifiers/provinces";
import { certifiedMonths } from "@/lib/store/queries/certified-months";
import type { Directory } from "@/lib/store/queries/directory";
import { type CertificateRecord, certificatesOfMonth } from "@/lib/store/queries/records-certificates";
import type { Month } from "@/lib/units/interval";
import { isMonth } from "@/lib/units/interval";
import { provinceName } from "../province-name";
import { Selections } from "../selections";
import { type Fields, orderOf } from "./asked";
import { inMemory, type Listing, type Reading } from "./listing";
import { once } from "./matching";

export interface CertificatesAsked {
  readonly month: string;
  readonly province: string;
  readonly status: string;
  readonly level: string;
  readonly c: string;
  readonly q: string;
  readonly sort: string;
}

/** The address's fields, each a short text. */
export function certificatesAsked(fields: Fields): CertificatesAsked {
  const of = (name: string) => {
    const value = fields[name];
    return typeof value === "string" ? value.slice(0, 100) : "";
  };
  const [month, c] = [of("month"), of("c").toUpperCase()];
  return {
    ...{
      month: isMonth(month) || month === "all" ? month : "",
      province: of("province"),
      status: of("status"),
    },
    ...{ level: of("level"), c, q: of("q"), sort: of("sort") },
  };
}

/** The month asked for, else all: a certificate looked for by its code or a name may be of any. */
export function certificateMonthsOf(asked: CertificatesAsked, known: readonly Month[]): readonly Month[] {
  if (isMonth(asked.month)) return [asked.month];
  return asked.month === "all" || asked.c !== "" || asked.q !== "" ? known : known.slice(0, 1);
}

const orders: Readonly<Record<string, (a: CertificateRecord, b: CertificateRecord) => number>> = {
  code: (a, b) => compareText(a.code, b.code),
  month: (a, b) => compareText(a.month, b.month),
  kwh: (a, b) => a.kwh - b.kwh,
  lines: (a, b) => a.lines - b.lines,
  entry: (a, b) => a.entry - b.entry,
};

const selections = new Selections<{ readonly rows: readonly CertificateRecord[]; readonly kwh: number }>(
  "certificates",
  16,
);

/** All certificates the address names. */
export async function certificateListing(reading: Reading, asked: CertificatesAsked): Promise<Listing> {
  const { db, directory, say } = reading;
  const months = certificateMonthsOf(asked, await certifiedMonths(db));
  const sources = await Promise.all(months.map((month) => certificatesOfMonth(db, month)));
  const { rows, kwh } = selections.of([directory, ...sources], asked, () => {
    const fits = certificateFilter(directory, asked);
    const found = sources.flatMap((certificates) => certificates.filter(fits));
    const order = orderOf(asked.sort, orders);
    if (order !== undefined) found.sort(order);
    return { rows: found, kwh: found.reduce((sum, row) => sum + row.kwh, 0) };
  });
  const nameOf = await provinceName();
  const sums = {
    title: say("sums.title"),
    sums: [
      { id: "certificates", label: say("certificates.caption"), value: rows.length, unit: "" },
      { id: "settledKwh", label: say("sums.settledKwh"), value: kwh, unit: "kWh" },
    ],
  };
  return inMemory(rows, { columns: columns(say), sums, months, opens: false }, (row) => {
    const unit = directory.units.get(row.unit);
    const holder = directory.participants.get(unit?.owner ?? "")?.name ?? "—";
    return {
      key: row.code,
      cells: [
        { text: row.code, href: `/c/${row.code}` },
        ...[holder, unit?.name ?? row.unit, nameOf(unit?.province ?? "")],
        ...[row.month, grouped(row.kwh), String(row.lines)],
        ...[say(`certificates.statuses.${row.status}`), say(`certificates.levels.${row.level}`)],
        { text: grouped(row.entry), href: `/ledger/${row.entry}` },
      ],
    };
  });
}

function columns(say: Reading["say"]): ColumnView[] {
  const names = ["code", "holder", "unit", "province", "month", "kwh", "lines", "status", "level", "entry"];
  return names.map((id) => ({
    id,
    header: say(`certificates.${id}`),
    ...(["kwh", "lines", "entry"].includes(id) && { align: "end" as const }),
    ...(id in orders && { sortable: true }),
    ...(["province", "lines", "level", "entry"].includes(id) && { narrow: "hide" as const }),
  }));
}

function certificateFilter({ units, participants }: Directory, asked: CertificatesAsked) {
  const text = asked.q.trim().toLowerCase();
  const part = text.replace(/[\s…]/g, "").toUpperCase();
  const unitOf = once((code: string) => {
    const unit = units.get(code);
    const holder = participants.get(unit?.owner ?? "")?.name ?? "";
    const names = [unit?.name ?? "", holder, province(unit?.province ?? "")?.name ?? ""];
    return { province: unit?.province, isNamed: names.some((one) => one.toLowerCase().includes(text)) };
  });
  return (row: CertificateRecord): boolean => {
    if (asked.c !== "" && row.code !== asked.c) return false;
    if (asked.status !== "" && row.status !== asked.status) return false;
    if (asked.level !== "" && row.level !== asked.level) return false;
    const unit = unitOf(row.unit);
    if (asked.province !== "" && unit.province !== asked.province) return false;
    return text === "" || unit.isNamed || row.code.includes(part);
  };
}
