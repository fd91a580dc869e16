import { useTranslations } from "next-intl";
import { type WidthKey, widthKeys } from "@/components/map/arc-width";
import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { Icon } from "@/components/ui/icons";
import { type Measure, measureOf } from "./map-measures";
import type { OverviewView } from "./overview-view";
import { said, scaleOf } from "./quantity";

/** How dark is how much: the provinces' looks, and between which energies they change. */
export function Legend({ view, by, unit }: { view: OverviewView; by: Measure; unit: string }) {
  const t = useTranslations("overview.map");
  const kinds =
    by === "net" ? (["solid", "ruled", "zero", "none"] as const) : (["solid", "zero", "none"] as const);
  const most = Math.max(0, ...view.provinces.map((one) => Math.abs(measureOf[by](one))));
  const scale = scaleOf(most, view.english);
  return (
    <ul className="ov-legend">
      {most === 0 ? null : (
        <li className="ov-legend-steps">
          <span>
            <span>{said(most / 3, scale)}</span> <span>{said((2 * most) / 3, scale)}</span>
          </span>
          {unit}
        </li>
      )}
      {kinds.map((kind) => (
        <li key={kind} data-look={kind}>
          <i aria-hidden="true" />
          {t(`legend.${by === "net" || kind !== "solid" ? kind : by}`)}
        </li>
      ))}
    </ul>
  );
}

/** How wide is how much, and what the plants' glyphs stand for; in the corners the schematic leaves free. */
export function MapKey({ view }: { view: OverviewView }) {
  const t = useTranslations("overview");
  const most = Math.max(0, ...view.channels.map(({ sentWh }) => sentWh));
  const scale = scaleOf(most, view.english);
  const sources = [...new Set(view.plants.map(({ type }) => sourceOf(type)))];
  return (
    <>
      <ul className="ov-key-plants">
        {sources.map((source) => (
          <li key={source}>
            <span className="source-glyph" data-source={source}>
              <Icon name={iconOf(source)} className="" />
            </span>
            {t(`source.${source}`)}
          </li>
        ))}
      </ul>
      <ul className="ov-key-widths">
        {widthKeys(most).map((one, at) => (
          <li key={one.wh}>
            <Arrow of={one} />
            {one.isLeast ? "≤ " : ""}
            {said(one.wh, scale)} {at === 0 ? t(`unit.${scale.unit}`) : ""}
          </li>
        ))}
      </ul>
    </>
  );
}

const LONG = 90;

/** As wide as an arc of that energy is drawn. */
function Arrow({ of: { width } }: { of: WidthKey }) {
  const tip = Math.max(0.8, width / 9);
  const [neck, high] = [LONG - 11 * tip, 5.5 * tip];
  const middle = Math.max(high, width / 2);
  return (
    <svg viewBox={`0 0 ${LONG} ${2 * middle}`} aria-hidden="true">
      <path
        d={`M0 ${middle - width / 2}H${neck}V${middle - high}L${LONG} ${middle}L${neck} ${middle + high}V${middle + width / 2}H0Z`}
      />
    </svg>
  );
}
