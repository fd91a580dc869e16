/** What the fields of a trace code may hold, object by object (domain §6). */
import { energyType, isPlantEnergy, NO_ENERGY } from "@/lib/identifiers/energy-types";
import { isProvince, provinceOfPlace } from "@/lib/identifiers/provinces";
import { isMonth, type Month } from "@/lib/units/interval";

/** C certificate, P plant, E participant, U consumption unit, H channel, K contract, M meter point. */
export type CodeObject = "C" | "P" | "E" | "U" | "H" | "K" | "M";

export interface CodeFields {
  readonly object: CodeObject;
  /** GB/T 2260, six digits; `000000` several. */
  readonly place: string;
  /** Two characters; `00` none. */
  readonly energy: string;
  /** Of consumption (a channel's receiving end), two digits; `00` none. */
  readonly province: string;
  readonly month: Month;
  /** 1 省内, 2 跨省跨区, 3 跨经营区, 9 mixed, 0 none. */
  readonly scope: string;
  /** 1 双边, 2 挂牌, 3 滚动, 4 竞价, 9 mixed, 0 none. */
  readonly mode: string;
  /** 0 … 32^10 − 1. */
  readonly sequence: number;
}

export type FieldRefusal = "place" | "energy" | "province" | "month" | "scope" | "mode" | "sequence";

export const SEVERAL_PLACES = "000000";
export const NO_PROVINCE = "00";
export const SEQUENCE_LIMIT = 32 ** 10;

const OBJECTS = "CPEUHKM";

export function isCodeObject(text: string): text is CodeObject {
  return text.length === 1 && OBJECTS.includes(text);
}

/** The first field that breaks its rule, or undefined. Only certificates have scope, mode or several places. */
export function refusedField(fields: CodeFields): FieldRefusal | undefined {
  const certificate = fields.object === "C";
  const several = certificate && fields.place === SEVERAL_PLACES;
  if (!several && provinceOfPlace(fields.place) === undefined) return "place";
  if (!energyFits(fields)) return "energy";
  if (!provinceFits(fields)) return "province";
  if (!isMonth(fields.month)) return "month";
  if (!(certificate ? /^[01239]$/ : /^0$/).test(fields.scope)) return "scope";
  if (!(certificate ? /^[012349]$/ : /^0$/).test(fields.mode)) return "mode";
  const { sequence } = fields;
  return Number.isInteger(sequence) && sequence >= 0 && sequence < SEQUENCE_LIMIT ? undefined : "sequence";
}

function energyFits({ object, energy }: CodeFields): boolean {
  switch (object) {
    case "C":
      return energyType(energy) !== undefined;
    case "P":
    case "K":
      return isPlantEnergy(energy);
    case "M":
      return energy === NO_ENERGY || isPlantEnergy(energy);
    default:
      return energy === NO_ENERGY;
  }
}

/** A meter of a plant has a type and no consumption province, one of a unit the other way round. */
function provinceFits({ object, energy, province }: CodeFields): boolean {
  const none = object === "P" || object === "E" || (object === "M" && energy !== NO_ENERGY);
  return none ? province === NO_PROVINCE : isProvince(province);
}
