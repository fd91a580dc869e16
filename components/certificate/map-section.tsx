"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { percentOfPpm } from "@/components/ui/format";
import type { Figures, KwhFigures } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import { useWords } from "./use-words";
import { WhenSeen } from "./when-seen";

const PathMap = dynamic(() => import("@/components/map/path-map").then((module) => module.PathMap), {
  ssr: false,
});

const TileMap = dynamic(() => import("@/components/map/tile-map").then((module) => module.TileMap), {
  ssr: false,
});

/** With a key of the official map service its tiles are drawn; without, the schematic that needs nobody. */
const tileKey = process.env.NEXT_PUBLIC_TIANDITU_KEY ?? "";

interface MapSectionProps {
  figures: Figures;
  kwh: KwhFigures | undefined;
  states: Readonly<Record<"production" | "transmission" | "consumption", StageState>>;
}

/** Where it was made and where it went, on the schematic; loaded only when it is seen. */
export function MapSection({ figures, kwh, states }: MapSectionProps) {
  const t = useTranslations("certificate");
  const words = useWords();
  const here = kwh?.line ?? 0;
  const line = figures.lines[here];
  const plant = line?.plant;
  if (line === undefined || plant === undefined) return null;
  const shown = figures.lines.map((one) => (one.settledKwh === 0 ? {} : one));
  const checked =
    states.production === "checked" && states.transmission === "checked" && states.consumption === "checked";
  const channels = line.channels ?? [];
  const to = words.province(figures.unitProvince);
  const drawn = {
    lines: shown,
    here,
    userProvince: figures.unitProvince,
    checked,
    label: t("map.label", { plant: plant.name, from: words.province(plant.province), to }),
    locale: words.locale,
    pulse: kwh?.n ?? 0,
  };
  return (
    <section className="lower-block map" aria-labelledby="map-title">
      <h2 className="heading" id="map-title">
        {t("map.title")}
      </h2>
      <p className="aside">{t(figures.lines.length > 1 ? "map.says" : "map.saysOne")}</p>
      <figure className="map-figure">
        <div className="map-words">
          <b>
            {plant.name} → {to}
          </b>
          <span className="aside">
            {channels.length === 0
              ? t("map.inside")
              : t("map.via", {
                  channels: words.list(channels.map((channel) => channel.name)),
                  rate: words.list(channels.map((channel) => percentOfPpm(channel.lossPpm))),
                })}
          </span>
        </div>
        <WhenSeen minHeight="min(100cqi, 480px)">
          {() => (tileKey === "" ? <PathMap {...drawn} /> : <TileMap {...drawn} tileKey={tileKey} />)}
        </WhenSeen>
        <figcaption className="aside">{t("map.caption")}</figcaption>
      </figure>
    </section>
  );
}
