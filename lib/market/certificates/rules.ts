/** What a certificate says of its lines: the fields of its code, its totals, its axis (domain §6, protocol §4). */
import { SEVERAL_PLACES } from "@/lib/identifiers/code-fields";
import { MIXED_ENERGY } from "@/lib/identifiers/energy-types";

/** What the totals and the code need of a line; quantities in whole kWh and Wh. */
export interface CertifiedLine {
  readonly settledKwh: number;
  readonly coincidentWh: number;
  /** Of the plant: energy type, place (six digits), province (two). */
  readonly type: string;
  readonly place: string;
  readonly province: string;
  readonly mode: string;
  readonly scope: string;
}

/** What a certificate says of its month as a whole; each is a sealed field of its own, so each opens alone. */
export interface CertificateTotals {
  readonly settledKwh: number;
  readonly consumedWh: number;
  readonly coincidentWh: number;
}

/** Place, energy, scope and mode of a certificate's code. */
export interface CertificateFields {
  readonly place: string;
  readonly energy: string;
  readonly scope: string;
  readonly mode: string;
}

const SCOPES: Readonly<Record<string, string>> = { within: "1", "inter-provincial": "2", "inter-area": "3" };
const MODES: Readonly<Record<string, string>> = { bilateral: "1", listing: "2", rolling: "3", auction: "4" };
const MIXED = "9";

/** Lines settled at 0 are listed on the certificate but enter nothing here. RangeError when all are at 0. */
export function certificateFields(lines: readonly CertifiedLine[]): CertificateFields {
  const settled = lines.filter((line) => line.settledKwh > 0);
  if (settled.length === 0) throw new RangeError("no settled kilowatt-hour to certify");
  return {
    place: oneOr(SEVERAL_PLACES, settled, (line) => line.place),
    energy: oneOr(MIXED_ENERGY.code, settled, (line) => line.type),
    scope: oneOr(MIXED, settled, (line) => SCOPES[line.scope]),
    mode: oneOr(MIXED, settled, (line) => MODES[line.mode]),
  };
}

/** The one value all lines have, else `mixed`. */
function oneOr<T>(mixed: string, lines: readonly T[], of: (line: T) => string | undefined): string {
  const values = new Set(lines.map(of));
  const [first] = values;
  if (values.has(undefined) || first === undefined) throw new RangeError("a line of no known mode or scope");
  return values.size === 1 ? first : mixed;
}

/** Sums over the lines that settled something; `consumedWh` is the unit's whole month. */
export function certificateTotals(lines: readonly CertifiedLine[], consumedWh: number): CertificateTotals {
  let [settledKwh, coincidentWh] = [0, 0];
  for (const line of lines) {
    if (line.settledKwh === 0) continue;
    settledKwh += line.settledKwh;
    coincidentWh += line.coincidentWh;
  }
  return { settledKwh, consumedWh, coincidentWh };
}

/** How many kWh of the certificate's axis lie before each line: the lines' landed axes end to end. */
export function axisStarts(lines: readonly { readonly settledKwh: number }[]): number[] {
  let start = 0;
  return lines.map(({ settledKwh }) => {
    const from = start;
    start += settledKwh;
    return from;
  });
}
