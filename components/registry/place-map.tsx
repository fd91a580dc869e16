"use client";

import { useLocale, useTranslations } from "next-intl";
import { allProvinces, centreOf, mapHeight, mapWidth } from "@/components/map/cartogram";
import type { RowForm } from "./register-form";

/** Chooses the province on the schematic and begins place and coordinates with those of its middle. */
export function PlaceMap({ form }: { form: RowForm }) {
  const t = useTranslations("registry");
  const english = useLocale() === "en";
  const chosen = form.watch("province");
  const choose = (one: (typeof allProvinces)[number]) => {
    const { code, cell } = one;
    form.setValue("province", code, { shouldDirty: true, shouldValidate: true });
    const { lat = "", lon = "", place = "" } = form.getValues();
    if (!place.startsWith(code)) form.setValue("place", `${code}0000`, { shouldDirty: true });
    if (lat === "" || lon === "" || !place.startsWith(code)) {
      form.setValue("lat", String(cell.lat), { shouldDirty: true });
      form.setValue("lon", String(cell.lon), { shouldDirty: true });
    }
  };
  return (
    <section>
      <h2>{t("map.title")}</h2>
      <p className="reg-note">{t("map.note")}</p>
      <fieldset className="reg-map" style={{ aspectRatio: `${mapWidth} / ${mapHeight}` }}>
        <legend className="sr-only">{t("map.title")}</legend>
        {allProvinces.map((one) => {
          const { x, y } = centreOf(one);
          return (
            <button
              key={one.code}
              type="button"
              aria-pressed={chosen === one.code}
              title={english ? one.nameEn : one.name}
              style={{ left: `${(100 * x) / mapWidth}%`, top: `${(100 * y) / mapHeight}%` }}
              onClick={() => choose(one)}
            >
              {one.short}
            </button>
          );
        })}
      </fieldset>
    </section>
  );
}
