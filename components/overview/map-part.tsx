"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LOSS_DRAWN } from "@/components/map/loss-drawn";
import type { Waiting } from "./map-alerts";
import { Legend, MapKey } from "./map-key";
import { measureOf, measures, namings } from "./map-measures";
import type { OverviewView } from "./overview-view";
import { scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

// Where arcs run round the names is worked out where they are drawn, in the browser: a server would do it for nothing.
const MapDrawing = dynamic(() => import("./map-drawing").then((module) => module.MapDrawing), {
  ssr: false,
  loading: () => <div className="ov-map-place" />,
});

/** The schematic with what it shows and how, above what it says of the thing pointed at. */
export function MapPart({ view, waiting }: { view: OverviewView; waiting: Waiting }) {
  const t = useTranslations("overview");
  const { fields, to, go, turn, busy } = useOverviewAddress();
  const [told, tell] = useState("");
  const by = measures.find((one) => one === fields.get("by")) ?? "net";
  const naming = namings.find((one) => one === fields.get("channels")) ?? "name";
  const at = view.focus === undefined ? "" : (fields.get("at") ?? "");
  const scale = scaleOf(
    Math.max(0, ...view.provinces.map((one) => Math.abs(measureOf[by](one)))),
    view.english,
  );
  const unit = t(`unit.${scale.unit}`);
  const unused = view.channels.filter(({ sentWh }) => sentWh === 0).length;
  const isAllShown = fields.get("unused") === "1";
  return (
    <section className="ov-map" aria-labelledby="map-title" aria-busy={busy}>
      <h2 id="map-title" className="sr-only">
        {t("map.title")}
      </h2>
      <div className="ov-map-modes">
        <Choice
          label={t("map.by")}
          all={measures}
          now={by}
          say={(one) => t(`map.${one}`)}
          onPick={(one) => turn({ by: one === "net" ? undefined : one })}
        />
        <Legend view={view} by={by} unit={unit} />
        <Choice
          label={t("map.channels")}
          all={namings}
          now={naming}
          say={(one) => t(`map.${one}`)}
          onPick={(one) => turn({ channels: one === "name" ? undefined : one })}
        />
      </div>
      <div className="ov-map-drawn">
        <MapDrawing
          {...{ view, waiting }}
          {...{ by, naming, isAllShown, at }}
          label={t("map.title")}
          unit={unit}
          hrefOf={(place) => to({ at: place })}
          onPick={(place) => go({ at: place === at ? undefined : place, page: undefined })}
          onTell={tell}
        />
        <MapKey view={view} />
      </div>
      <p className="ov-told">{told === "" ? t("map.hint") : told}</p>
      <p className="ov-schematic">
        {unused === 0 ? null : (
          <button
            type="button"
            aria-pressed={isAllShown}
            onClick={() => turn({ unused: isAllShown ? undefined : "1" })}
          >
            {t(isAllShown ? "map.hideUnused" : "map.showUnused", { count: unused })}
          </button>
        )}
        {t("map.lossSays", { times: LOSS_DRAWN })} <b>{t("map.schematic")}</b> {t("map.schematicSays")}
      </p>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  all: readonly T[];
  now: T;
  say: (one: T) => string;
  onPick: (one: T) => void;
}

function Choice<T extends string>({ label, all, now, say, onPick }: ChoiceProps<T>) {
  return (
    <fieldset className="ov-choice">
      <legend>{label}</legend>
      {all.map((one) => (
        <button key={one} type="button" aria-pressed={one === now} onClick={() => onPick(one)}>
          {say(one)}
        </button>
      ))}
    </fieldset>
  );
}
