/** Rule 4: a plant's contracts of a month do not promise more than the plant could ever generate in it. */
import { daysInMonth, type Month } from "@/lib/units/interval";
import type { PlantOf } from "./above-capacity";
import type { Finding } from "./finding";
import { UTILISATION_PERMILLE } from "./thresholds";

export interface ContractOf {
  readonly code: string;
  readonly contractKwh: number;
  readonly entry: number;
}

/** kWh: capacity × hours of the month × the type's highest plausible utilisation; undefined for an unknown type. */
export function capabilityKwh(plant: PlantOf, month: Month): number | undefined {
  const permille = UTILISATION_PERMILLE[plant.type];
  return permille === undefined
    ? undefined
    : Math.floor((plant.capacityKw * hoursOf(month) * permille) / 1000);
}

/** The contracts' landed energy is what is compared: what has to be generated for it is more still. */
export function contractBeyondCapability(
  plant: PlantOf,
  month: Month,
  contracts: readonly ContractOf[],
): Finding | undefined {
  const capability = capabilityKwh(plant, month);
  const contractKwh = contracts.reduce((sum, one) => sum + one.contractKwh, 0);
  if (capability === undefined || contractKwh <= capability) return undefined;
  return {
    ...{ rule: "contract-capability", object: plant.code, period: month, month },
    ...{ provinces: [plant.province], severity: "medium" },
    evidence: {
      ...{ kind: "contract-capability", plant: plant.code, month, contractKwh, capabilityKwh: capability },
      ...{ capacityKw: plant.capacityKw, hours: hoursOf(month) },
      utilisationPermille: UTILISATION_PERMILLE[plant.type] ?? 0,
      contracts: contracts.map(({ code, contractKwh: kwh, entry }) => ({ code, kwh, entry })),
    },
  };
}

function hoursOf(month: Month): number {
  return 24 * daysInMonth(month);
}
