import type { State } from "./checks";
import { insistBefore } from "./evidence";
import type { ReadLine } from "./lines";
import { insist } from "./mismatch";

const standardFields = [
  "contract",
  "plant",
  "contractKwh",
  "settledKwh",
  "limitedBy",
  "allowanceWh",
  "sentWh",
  "landedWh",
  "path",
  "coincidentWh",
] as const satisfies readonly (keyof ReadLine)[];
const fullFields = ["unit", "U", "D"] as const satisfies readonly (keyof ReadLine)[];

/**
 * How openly the certificate is shown is its holder's choice, an entry of the log; `standard` where there is none.
 * What the level opens has to be open: whoever leaves it out shows less than the holder does.
 */
export function checkLevel({ bundle, evidence, lines }: State): void {
  const certificate = evidence.certificate();
  const choices = evidence
    .ofType("certificate.disclose")
    .filter(({ payload }) => payload.code === bundle.code)
    .sort((a, b) => a.index - b.index);
  const chosen = choices.at(-1);
  if (chosen) insistBefore(certificate, chosen);
  const level = chosen?.payload.level ?? "standard";
  insist(bundle.level === level, "missing", `nothing shows that the holder chose ${bundle.level}`);
  const named = ["totals", ...(level === "full" ? ["unit", "name", "consumedWh", "coincidentWh"] : [])];
  for (const field of named) {
    insist(evidence.opened(certificate, field) !== undefined, "missing", `${field} is left out`, { field });
  }
  const wanted: readonly (keyof ReadLine)[] =
    level === "minimal" ? [] : level === "full" ? [...standardFields, ...fullFields] : standardFields;
  for (const line of lines) {
    for (const field of wanted) {
      insist(line[field] !== undefined, "missing", `${field} of a line is left out`, { field });
    }
  }
}
