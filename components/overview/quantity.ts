/** Large energies as people say them: one unit a page, chosen by its largest figure. */
export interface Scale {
  readonly divisor: number;
  /** A word of `overview.unit`. */
  readonly unit: "e8" | "e4" | "kwh" | "gwh" | "mwh";
}

export function scaleOf(largestWh: number, english: boolean): Scale {
  if (english) return largestWh >= 1e10 ? { divisor: 1e9, unit: "gwh" } : { divisor: 1e6, unit: "mwh" };
  if (largestWh >= 1e11) return { divisor: 1e11, unit: "e8" };
  return largestWh >= 1e8 ? { divisor: 1e7, unit: "e4" } : { divisor: 1e3, unit: "kwh" };
}

/** Rounded to `decimals`, two fewer in the small units; never 0 when it is not: `<0.01`. Whole zeros are `0`. */
export function said(wh: number, scale: Scale, places = 2): string {
  const decimals = scale.divisor < 1e9 ? Math.max(0, places - 2) : places;
  if (wh === 0) return "0";
  const value = Math.abs(wh) / scale.divisor;
  const sign = wh < 0 ? "\u2212" : "";
  const fixed = value.toFixed(decimals);
  if (Number(fixed) === 0) return `${sign}<${(10 ** -decimals).toFixed(decimals)}`;
  const [whole = "", rest = ""] = fixed.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${grouped}${rest === "" ? "" : `.${rest}`}`;
}
