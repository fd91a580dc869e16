import type { DisclosureLevel } from "@/lib/market/state";

/** Who asks. Every viewer sees at least what the holder's level opens to a visitor. */
export type Viewer = "visitor" | "link" | "holder" | "counterparty" | "regulator" | "exchange" | "member";

export type Who = Viewer | `visitor:${DisclosureLevel}`;

/**
 * Who sees what (protocol §6): one row per sealed or protected field of the bundle and the log. A visitor's column
 * depends on the level the holder chose; the others' does not. What a row does not name stays closed.
 */
const everybodyInside: readonly Who[] = ["holder", "regulator", "exchange", "member"];
const standard: readonly Who[] = ["visitor:standard", "visitor:full", ...everybodyInside];
const full: readonly Who[] = ["visitor:full", ...everybodyInside];

export const visibility: Readonly<Record<string, readonly Who[]>> = {
  "certificate.totals": ["visitor:minimal", ...standard, "counterparty"],
  "certificate.unit": full,
  "certificate.holder": full,
  "certificate.name": full,
  "certificate.uscc": everybodyInside,
  "certificate.consumedWh": full,
  "certificate.coincidentWh": standard,
  "line.contract": [...standard, "counterparty"],
  "line.plant": [...standard, "counterparty"],
  "line.unit": full,
  "line.contractKwh": [...standard, "counterparty"],
  "line.settledKwh": [...standard, "counterparty"],
  "line.limitedBy": [...standard, "counterparty"],
  "line.U": full,
  "line.D": full,
  "line.allowanceWh": standard,
  "line.sentWh": [...standard, "counterparty"],
  "line.landedWh": [...standard, "counterparty"],
  "line.path": [...standard, "counterparty"],
  "trace.coincidentWh": standard,
  "contract.contractKwh": [...standard, "counterparty"],
  "contract.number": ["holder", "counterparty", "regulator", "exchange", "member"],
  "contract.unit": full,
  "contract.via": ["holder", "counterparty", "regulator", "exchange", "member"],
  "contract.energyPrice": ["holder", "counterparty", "exchange", "member"],
  "contract.environmentPrice": ["holder", "counterparty", "exchange", "member"],
  "contract.path": [...standard, "counterparty"],
  "contract.secret": ["member"],
  "meter.of": full,
  "meter.id": everybodyInside,
  "unit.owner": everybodyInside,
  "unit.name": everybodyInside,
  "unit.id": everybodyInside,
  "participant.id": everybodyInside,
  "participant.name": everybodyInside,
  "participant.uscc": everybodyInside,
  "plant.input": [...standard, "counterparty"],
  "reading.production": [...standard, "counterparty"],
  "reading.consumption": full,
  segment: standard,
};

/** Whether `viewer` sees `field` of a certificate whose holder chose `level`. */
export function sees(viewer: Viewer, level: DisclosureLevel, field: string): boolean {
  const who = visibility[field] ?? [];
  if (who.includes(`visitor:${level}`)) return true;
  return viewer !== "visitor" && viewer !== "link" && who.includes(viewer);
}
