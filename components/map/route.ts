import type { Province } from "@/lib/identifiers/provinces";
import type { LineFigures } from "@/lib/proof/verify/figures";
import { centreOf, type Point, placeIn, provinceByCode, towards } from "./cartogram";

/** The way of a line's energy over the schematic: from the plant, by every channel's end, to the user's cell. */
export interface Route {
  readonly plant: Point;
  readonly user: Point;
  /** Legs in order, each with the share of the sent energy that leaves and that arrives. */
  readonly legs: readonly {
    readonly from: Point;
    readonly to: Point;
    readonly start: number;
    readonly end: number;
  }[];
  /** Provinces that send, pass on or receive. */
  readonly provinces: readonly string[];
}

/** The user's place in its cell: on the side the energy comes from, or below the name when it comes from inside. */
function userIn(to: Province, last: Point): Point {
  const centre = centreOf(to);
  if (Math.hypot(last.x - centre.x, last.y - centre.y) < 40) return { x: centre.x, y: centre.y + 32 };
  return towards(to, last, 0.58);
}

/** Undefined where plant or path are withheld, or a province is not on the schematic. */
export function routeOf(line: LineFigures, userProvince: string): Route | undefined {
  const { plant, channels, sentWh } = line;
  const from = plant === undefined ? undefined : provinceByCode(plant.province);
  const to = provinceByCode(userProvince);
  if (plant === undefined || from === undefined || to === undefined) return undefined;
  const start = placeIn(from, plant.lonE6 / 1e6, plant.latE6 / 1e6);
  if (channels === undefined || channels.length === 0) {
    const user = userIn(to, centreOf(to));
    return {
      plant: start,
      user,
      legs: [{ from: start, to: user, start: 1, end: 1 }],
      provinces: [plant.province],
    };
  }
  const stops = channels.slice(0, -1).map((channel) => provinceByCode(channel.toProvince));
  // A stop on the way stands below the cell's name.
  const middles = stops.map((stop) =>
    stop === undefined ? start : { x: centreOf(stop).x, y: centreOf(stop).y + 34 },
  );
  const last = middles.at(-1) ?? start;
  const user = userIn(to, last);
  const points = [start, ...middles, user];
  const share = (wh: number): number => (sentWh === undefined || sentWh === 0 ? 1 : wh / sentWh);
  return {
    plant: start,
    user,
    legs: channels.map((channel, index) => ({
      from: points[index] ?? start,
      to: points[index + 1] ?? user,
      start: share(channel.sentWh),
      end: share(channel.landedWh),
    })),
    provinces: [plant.province, ...channels.map((channel) => channel.toProvince)],
  };
}
