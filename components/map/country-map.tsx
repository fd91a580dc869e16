"use client";

import { CRS, type LatLngBoundsExpression } from "leaflet";
import type { ReactNode } from "react";
import { MapContainer, SVGOverlay } from "react-leaflet";
import { allProvinces, centreOf, control, curve, hexagon, mapHeight, mapWidth, ribbon } from "./cartogram";
import type { Arc } from "./country-arcs";
import { Disc, type DiscLook, type Reach, Target } from "./country-marks";
import "leaflet/dist/leaflet.css";
import "./country-map.css";

/** How a cell is engraved: solid sends, ruled receives, white is 0, a pale outline has no data. */
export interface CellLook {
  readonly look: "solid" | "ruled" | "zero" | "none";
  /** 1 to 3. */
  readonly level: number;
  readonly figure: string;
  readonly label: string;
}

export interface ArcLook extends Arc {
  readonly text: string;
  readonly label: string;
  /** Nothing went over it in the month: a dashed hairline. */
  readonly isUnused: boolean;
  /** Of what is looked at by itself. */
  readonly isLit: boolean;
}

interface CountryMapProps extends Reach {
  cells: ReadonlyMap<string, CellLook>;
  arcs: readonly ArcLook[];
  discs: readonly DiscLook[];
  /** What is looked at by itself, as the address names it. */
  at: string;
  added: string;
  english: boolean;
  label: string;
  /** Marks above all else. */
  children?: ReactNode;
}

const bounds: LatLngBoundsExpression = [
  [0, 0],
  [mapHeight, mapWidth],
];
const still = {
  ...{ attributionControl: false, zoomControl: false, dragging: false, scrollWheelZoom: false },
  ...{ doubleClickZoom: false, touchZoom: false, boxZoom: false, keyboard: false },
};

/** The whole market over the schematic: one cell a province, one arc a channel, one disc a plant. */
export function CountryMap(props: CountryMapProps) {
  const { cells, arcs, discs, at, added, english, label, children } = props;
  return (
    <div className="country" data-added={added} data-focus={at !== ""}>
      <MapContainer
        {...still}
        crs={CRS.Simple}
        bounds={bounds}
        maxBounds={bounds}
        zoomSnap={0}
        minZoom={-6}
        style={{ aspectRatio: `${mapWidth} / ${mapHeight}` }}
      >
        <SVGOverlay
          bounds={bounds}
          interactive
          attributes={{ viewBox: `0 0 ${mapWidth} ${mapHeight}`, role: "group", "aria-label": label }}
        >
          <Rules />
          {allProvinces.map((province) => {
            const look = cells.get(province.code);
            const place = `province:${province.code}`;
            const shape = <polygon points={hexagon(centreOf(province), 2.5)} />;
            if (look === undefined)
              return (
                <g key={province.code} className="cell" data-look="none">
                  {shape}
                </g>
              );
            return (
              <Target key={province.code} {...props} place={place} says={look.label}>
                <g className="cell" data-look={look.look} data-level={look.level} data-here={place === at}>
                  {shape}
                  {look.look === "ruled" ? (
                    <polygon points={hexagon(centreOf(province), 6)} className="rule" />
                  ) : null}
                </g>
              </Target>
            );
          })}
          {arcs.map((arc) => (
            <Target key={arc.code} {...props} place={`channel:${arc.code}`} says={arc.label}>
              <g className="arc" data-here={arc.isLit} data-unused={arc.isUnused}>
                <path className="casing" d={ribbon(arc.from, arc.to, arc.start + 5, arc.end + 5, arc.bend)} />
                {arc.isUnused ? (
                  <path className="thread" d={curve(arc.from, arc.to, arc.bend)} />
                ) : (
                  <path className="flow" d={ribbon(arc.from, arc.to, arc.start, arc.end, arc.bend)} />
                )}
                {arc.isUnused ? null : <circle className="source" cx={arc.from.x} cy={arc.from.y} r={2.6} />}
                <path className="tip" d="M0 0L-11 -5.5V5.5Z" transform={tipOf(arc)} />
              </g>
            </Target>
          ))}
          {allProvinces.map((province) => {
            const { x, y } = centreOf(province);
            const look = cells.get(province.code);
            return (
              <g key={province.code} className="name" data-look={look?.look ?? "none"}>
                <LongName name={english ? province.nameEn : province.name} {...{ x, y, english }} />
                <text className="short" x={x} y={y + 8}>
                  {province.short}
                </text>
                <text className="figure" x={x} y={y + 19}>
                  {look?.figure ?? "—"}
                </text>
              </g>
            );
          })}
          {arcs.map((arc) => {
            const { x, y } = arc.name;
            return arc.text === "" ? null : (
              <text key={arc.code} className="arc-name" x={x} y={y} data-here={arc.isLit}>
                {arc.text}
              </text>
            );
          })}
          {discs.map((disc) => (
            <Disc key={disc.key} {...props} disc={disc} />
          ))}
          {children}
        </SVGOverlay>
      </MapContainer>
    </div>
  );
}

/** A name of two long words stands on two lines, clear of the plants beside it. */
function LongName({ name, x, y, english }: { name: string; x: number; y: number; english: boolean }) {
  const [first = "", second] = name.length > 12 ? name.split(" ") : [name];
  return (
    <text className="long" x={x} y={second === undefined ? y : y - 10} data-english={english}>
      {first}
      {second === undefined ? null : (
        <tspan x={x} dy={13}>
          {second}
        </tspan>
      )}
    </text>
  );
}

function Rules() {
  return (
    <defs>
      {[1, 2, 3].map((level) => (
        <pattern
          key={level}
          id={`ruled-${level}`}
          width="8"
          height={10 - 2 * level}
          patternUnits="userSpaceOnUse"
        >
          <path d="M0 1H8" className="engraved" strokeWidth={level === 3 ? 2 : 1.2} />
        </pattern>
      ))}
    </defs>
  );
}

function tipOf({ from, to, end, bend }: ArcLook): string {
  // The end of the bent line points where its control point looks from.
  const middle = control(from, to, bend);
  const angle = (Math.atan2(to.y - middle.y, to.x - middle.x) * 180) / Math.PI;
  return `translate(${to.x} ${to.y}) rotate(${angle.toFixed(1)}) translate(8 0) scale(${Math.max(0.8, end / 9).toFixed(2)})`;
}
