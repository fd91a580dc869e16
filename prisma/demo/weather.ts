import { normal, seeded } from "./randomness";

/** Where a plant stands; degrees. */
export interface Site {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
}

const intervalsPerDay = 96;
const radians = Math.PI / 180;

/** Sine of the sun's elevation in the middle of a quarter-hour of UTC+8, from declination and hour angle. */
export function sunHeight(site: Site, dayOfYear: number, interval: number): number {
  const declination = 23.45 * radians * Math.sin(((284 + dayOfYear) / 365) * 2 * Math.PI);
  const clock = (interval + 0.5) / 4;
  const solarHour = clock + (site.lon - 120) / 15;
  const hourAngle = (solarHour - 12) * 15 * radians;
  const lat = site.lat * radians;
  return Math.sin(lat) * Math.sin(declination) + Math.cos(lat) * Math.cos(declination) * Math.cos(hourAngle);
}

/**
 * Output of a photovoltaic plant as a share of its capacity, by interval of `days` days: sun height, air mass,
 * a day's haze and passing clouds.
 */
export function solarShares(site: Site, firstDayOfYear: number, days: number): Float64Array {
  const draw = normal(seeded(`sun/${site.id}`));
  const shares = new Float64Array(days * intervalsPerDay);
  let haze = 0;
  let cloud = 0;
  for (let day = 0; day < days; day++) {
    haze = 0.65 * haze + 0.35 * draw();
    const clear = 0.86 / (1 + Math.exp(-1.6 - 1.3 * haze));
    for (let interval = 0; interval < intervalsPerDay; interval++) {
      cloud = 0.86 * cloud + 0.5 * draw();
      const height = sunHeight(site, firstDayOfYear + day, interval);
      const dimmed = Math.min(1, Math.max(0.12, 1 - 0.22 * Math.max(0, cloud - 0.4)));
      const share = height <= 0.02 || interval < 8 || interval >= 92 ? 0 : height ** 1.15 * clear * dimmed;
      shares[day * intervalsPerDay + interval] = Math.min(0.97, share);
    }
  }
  return shares;
}

/** Output of a solar thermal plant with storage: the day's heat spread from late morning into the night. */
export function thermalShares(site: Site, firstDayOfYear: number, days: number): Float64Array {
  const sun = solarShares(site, firstDayOfYear, days);
  const shares = new Float64Array(sun.length);
  let stored = 0;
  for (let at = 0; at < sun.length; at++) {
    stored = Math.min(40, stored + 1.35 * (sun[at] ?? 0));
    const interval = at % intervalsPerDay;
    const wanted = interval > 34 || interval < 6 ? 0.55 : 0.1;
    const given = Math.min(stored, wanted);
    stored -= given;
    shares[at] = given;
  }
  return shares;
}

/** Output of a wind farm: a slowly turning weather, gusts, stronger nights ashore, through a power curve. */
export function windShares(site: Site, offshore: boolean, days: number): Float64Array {
  const draw = normal(seeded(`wind/${site.id}`));
  const shares = new Float64Array(days * intervalsPerDay);
  let front = 0;
  let gust = 0;
  for (let at = 0; at < shares.length; at++) {
    front = 0.997 * front + 0.077 * draw();
    gust = 0.9 * gust + 0.16 * draw();
    const night = offshore ? 0.15 : 0.7 * Math.cos(((at % intervalsPerDay) / intervalsPerDay) * 2 * Math.PI);
    const speed = (offshore ? 7.1 : 7.2) + 2.6 * front + gust + night;
    const curve = speed < 3 ? 0 : speed > 24 ? 0 : Math.min(1, ((speed - 3) / 9) ** 2.2);
    shares[at] = 0.94 * curve;
  }
  return shares;
}

export type Shift = "continuous" | "two-shift" | "office" | "data-centre";

/** A user's demand as a share of its peak. `dayOfWeek` of the first day, Monday 0. */
export function demandShares(id: string, shift: Shift, dayOfWeek: number, days: number): Float64Array {
  const draw = normal(seeded(`demand/${id}`));
  const shares = new Float64Array(days * intervalsPerDay);
  let drift = 0;
  for (let at = 0; at < shares.length; at++) {
    drift = 0.97 * drift + 0.05 * draw();
    const hour = (at % intervalsPerDay) / 4;
    const weekend = (dayOfWeek + Math.floor(at / intervalsPerDay)) % 7 >= 5;
    shares[at] = Math.max(0.03, shiftShare(shift, hour, weekend) * (1 + 0.06 * drift) + 0.01 * draw());
  }
  return shares;
}

function shiftShare(shift: Shift, hour: number, weekend: boolean): number {
  if (shift === "continuous") return 0.88 + 0.03 * Math.sin((hour / 24) * 2 * Math.PI);
  if (shift === "data-centre") return 0.72 + 0.12 * Math.exp(-(((hour - 15) / 5) ** 2));
  if (shift === "two-shift") {
    const working = hour >= 6 && hour < 22 ? 0.82 : 0.22;
    return weekend ? 0.45 * working + 0.1 : working;
  }
  const bell = Math.exp(-(((hour - 13.5) / 4.2) ** 2));
  return weekend ? 0.16 + 0.12 * bell : 0.16 + 0.7 * bell;
}
