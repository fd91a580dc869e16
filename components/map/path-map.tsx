"use client";

import { CRS, type LatLngBoundsExpression } from "leaflet";
import { useTranslations } from "next-intl";
import { MapContainer, SVGOverlay } from "react-leaflet";
import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { Icon } from "@/components/ui/icons";
import type { LineFigures } from "@/lib/proof/verify/figures";
import { allProvinces, arc, cellWidth, centreOf, hexagon, mapHeight, mapWidth, ribbon } from "./cartogram";
import { type Route, routeOf } from "./route";
import "leaflet/dist/leaflet.css";
import "./path-map.css";

export interface PathMapProps {
  lines: readonly LineFigures[];
  /** Index of the line of the picked kWh. */
  here: number;
  userProvince: string;
  /** True once this device has recomputed where it was made, sent and used. */
  checked: boolean;
  /** What the map shows, in words. */
  label: string;
  locale: string;
  /** Changes when another kWh is picked: the pulse travels once. */
  pulse: number;
}

const bounds: LatLngBoundsExpression = [
  [0, 0],
  [mapHeight, mapWidth],
];

/** The path over the schematic: one cell a province, no boundary, no route of electrons. */
export function PathMap({ lines, here, userProvince, checked, label, locale, pulse }: PathMapProps) {
  const t = useTranslations("certificate");
  const routes = lines.map((line) => routeOf(line, userProvince));
  const main = routes[here];
  const ends = new Set([userProvince, ...routes.flatMap((route) => route?.provinces ?? [])]);
  return (
    <div className="path-map" role="img" aria-label={label} data-checked={checked}>
      <MapContainer
        crs={CRS.Simple}
        bounds={bounds}
        maxBounds={bounds}
        zoomSnap={0}
        minZoom={-6}
        attributionControl={false}
        zoomControl={false}
        dragging={false}
        scrollWheelZoom={false}
        doubleClickZoom={false}
        touchZoom={false}
        boxZoom={false}
        keyboard={false}
        style={{ aspectRatio: `${mapWidth} / ${mapHeight}` }}
      >
        <SVGOverlay bounds={bounds} attributes={{ viewBox: `0 0 ${mapWidth} ${mapHeight}` }}>
          <Cells ends={ends} />
          {routes.map((route, index) =>
            route === undefined || index === here ? null : (
              <Other key={lines[index]?.contract ?? index} route={route} />
            ),
          )}
          {main !== undefined && <Main key={`${here}-${pulse}`} route={main} />}
          <Names ends={ends} locale={locale} />
          {routes.map((route, index) =>
            route === undefined ? null : (
              <Plant
                key={lines[index]?.contract ?? index}
                route={route}
                type={lines[index]?.plant?.type}
                here={index === here}
              />
            ),
          )}
          {main !== undefined && (
            <rect
              className="map-user"
              x={main.user.x - 11}
              y={main.user.y - 11}
              width="22"
              height="22"
              rx="4"
            />
          )}
          <text className="map-note" x={8} y={mapHeight - 14}>
            {t("map.schematic")}
          </text>
        </SVGOverlay>
      </MapContainer>
    </div>
  );
}

function Cells({ ends }: { ends: ReadonlySet<string> }) {
  return allProvinces.map((province) => (
    <polygon
      key={province.code}
      className="map-cell"
      data-on={ends.has(province.code)}
      points={hexagon(centreOf(province), 2)}
    />
  ));
}

/** Names lie over the lines: one character in Chinese; in English only those that take part, to fit. */
function Names({ ends, locale }: { ends: ReadonlySet<string>; locale: string }) {
  const chinese = locale.startsWith("zh");
  return allProvinces.map((province) => {
    const { x, y } = centreOf(province);
    const on = ends.has(province.code);
    const words = chinese ? [province.short] : on ? province.nameEn.split(" ") : [];
    return (
      <text key={province.code} className="map-name" data-on={on} data-long={!chinese} x={x} y={y + 9}>
        {words.map((word, line) => (
          <tspan key={word} x={x} dy={line === 0 ? -9 * (words.length - 1) : 19}>
            {word}
          </tspan>
        ))}
      </text>
    );
  });
}

function Other({ route }: { route: Route }) {
  return <path className="map-other" d={route.legs.map(({ from, to }) => arc(from, to)).join("")} />;
}

/** Width of the picked kWh's line where it sets out. */
const mainWidth = 15;

function Main({ route }: { route: Route }) {
  const bands = route.legs.map(({ from, to, start, end }) =>
    ribbon(from, to, mainWidth * start, mainWidth * end),
  );
  const way = route.legs.map(({ from, to }) => arc(from, to)).join("");
  return (
    <g>
      <path className="map-casing" d={way} />
      <path className="map-main" d={bands.join("")} />
      <circle className="map-pulse" r="5" style={{ offsetPath: `path("${way}")` }} />
    </g>
  );
}

function Plant({ route, type, here }: { route: Route; type: string | undefined; here: boolean }) {
  const source = sourceOf(type);
  const r = here ? 0.17 * cellWidth : 0.12 * cellWidth;
  const { x, y } = route.plant;
  return (
    <g className="map-plant source-glyph" data-source={source} data-here={here}>
      <circle cx={x} cy={y} r={r} />
      <svg x={x - r * 0.66} y={y - r * 0.66} width={r * 1.32} height={r * 1.32} aria-hidden="true">
        <Icon name={iconOf(source)} className="" />
      </svg>
    </g>
  );
}
