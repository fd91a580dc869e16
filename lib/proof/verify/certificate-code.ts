import { checkCharacter } from "@/lib/identifiers/mod-37-36";
import { type CertifiedLine, certificateFields } from "@/lib/market/certificates/rules";
import type { State } from "./checks";
import { text } from "./evidence";
import type { ReadLine } from "./lines";
import { insist } from "./mismatch";

/** The code says what the certificate is of (domain §6): its month, and place, energy, province, scope and mode of its lines. */
export function checkCode(state: State): void {
  const { bundle, evidence, lines } = state;
  const { code } = bundle;
  const month = text(evidence.certificate().payload.month, "month").replace("-", "");
  const isOne = code.startsWith("L1C") && checkCharacter(code.slice(0, 31)) === code.charAt(31);
  insist(isOne, "other-code", "no code of a certificate");
  insist(code.slice(13, 19) === month, "other-code", "the code is of another month");
  for (const { unit } of lines) {
    const inside = unit === undefined || unit.slice(11, 13) === code.slice(11, 13);
    insist(inside, "other-code", "the code is of another province");
  }
  const settled = lines.filter((line) => line.settledKwh !== 0);
  if (settled.length === 0 || settled.some((line) => !line.plant || !line.contract)) return;
  const { place, energy, scope, mode } = certificateFields(settled.map((line) => certified(state, line)));
  const said = `${place}${energy}${code.slice(11, 19)}${scope}${mode}`;
  insist(code.slice(3, 21) === said, "other-code", "the code does not say what the lines are", { said });
}

function certified({ evidence }: State, { plant = "", contract = "" }: ReadLine): CertifiedLine {
  const { type, place, province } = evidence.record("plant.register", plant).record;
  const { mode, scope } = evidence.record("contract.record", contract).record;
  return {
    ...{ settledKwh: 1, coincidentWh: 0 },
    ...{ type: text(type, "type"), place: text(place, "place"), province: text(province, "province") },
    ...{ mode: text(mode, "mode"), scope: text(scope, "scope") },
  };
}
