import { useTranslations } from "next-intl";
import { use } from "react";
import { Alert } from "@/components/map/country-marks";
import { placeName } from "./place-name";

/** Open anomalies by province; on its way while the map is there already. */
export type Waiting = Promise<ReadonlyMap<string, number>>;

interface MapAlertsProps {
  waiting: Waiting;
  month: string;
  english: boolean;
}

/** Which provinces hold something that waits for a reason. */
export function MapAlerts({ waiting, month, english }: MapAlertsProps) {
  const t = useTranslations("overview.map");
  return [...use(waiting)].map(([province, count]) => (
    <Alert
      key={province}
      province={province}
      count={count}
      href={`/overview/anomalies?state=open&month=${month}&province=${province}`}
      label={t("waiting", { place: placeName(province, english), count })}
    />
  ));
}
