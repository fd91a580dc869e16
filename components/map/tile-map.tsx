"use client";

import { divIcon, type LatLngTuple } from "leaflet";
import { CircleMarker, MapContainer, Marker, Polyline, TileLayer, Tooltip } from "react-leaflet";
import { provinceByCode } from "./cartogram";
import type { PathMapProps } from "./path-map";
import "leaflet/dist/leaflet.css";
import "./path-map.css";

/** Official base map and its names (天地图), by the deployer's own key. */
const layers = ["vec", "cva"] as const;

function tiles(layer: string, key: string): string {
  const query = `SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`;
  return `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?${query}`;
}

/**
 * The same path over official tiles, for deployments that have a key. The line is still a schematic: it joins the
 * plant and the middle of the user's province, and is no route.
 */
export function TileMap({
  lines,
  here,
  userProvince,
  checked,
  label,
  tileKey,
}: PathMapProps & { tileKey: string }) {
  const plant = lines[here]?.plant;
  const to = provinceByCode(userProvince);
  if (plant === undefined || to === undefined) return null;
  const from: LatLngTuple = [plant.latE6 / 1e6, plant.lonE6 / 1e6];
  const user: LatLngTuple = [to.cell.lat, to.cell.lon];
  const stops = (lines[here]?.channels ?? []).slice(0, -1).flatMap((channel): LatLngTuple[] => {
    const stop = provinceByCode(channel.toProvince);
    return stop === undefined ? [] : [[stop.cell.lat, stop.cell.lon]];
  });
  return (
    <section className="path-map" aria-label={label} data-checked={checked}>
      <MapContainer
        bounds={[from, user]}
        boundsOptions={{ padding: [48, 48] }}
        style={{ aspectRatio: "4 / 3" }}
      >
        {layers.map((layer) => (
          <TileLayer key={layer} url={tiles(layer, tileKey)} subdomains="01234567" attribution="天地图" />
        ))}
        <Polyline className="map-tile-line" positions={[from, ...stops, user]} />
        <CircleMarker className="map-tile-plant" center={from} radius={8}>
          <Tooltip>{plant.name}</Tooltip>
        </CircleMarker>
        <Marker
          position={user}
          icon={divIcon({ className: "map-tile-user", iconSize: [14, 14] })}
          alt={to.name}
        />
      </MapContainer>
    </section>
  );
}
