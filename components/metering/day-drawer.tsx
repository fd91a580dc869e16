"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { Drawer } from "@/components/workplace/overlays";
import { formatWhAsKwh } from "@/lib/units/energy";
import { clockOf } from "@/lib/units/interval";
import type { DayView } from "./inbox-view";
import "./metering.css";

/** A meter's day: its 96 readings as a picture and as numbers, and the entry that anchored it. */
export function DayDrawer({ day, onClose }: { day: DayView | undefined; onClose: () => void }) {
  const t = useTranslations("metering");
  const most = Math.max(1, ...(day?.wh ?? []));
  return (
    <Drawer
      open={day !== undefined}
      onClose={onClose}
      title={t("day", { id: day?.id ?? "", day: day?.day ?? "" })}
      width="narrow"
    >
      {day === undefined ? null : (
        <>
          <h2>{t("day", { id: day.id, day: day.day })}</h2>
          <p>
            {t("dayTotal", { kwh: day.totalKwh })}{" "}
            <Link href={`/ledger/${day.entry}`} prefetch={false}>
              {t("entry", { entry: grouped(day.entry) })}
            </Link>
          </p>
          <svg
            className="met-curve"
            viewBox="0 0 96 40"
            preserveAspectRatio="none"
            role="img"
            aria-label={t("curve")}
          >
            {day.wh.map((wh, at) => {
              const height = (38 * wh) / most;
              return <rect key={clockOf(at)} x={at} y={40 - height} width={0.8} height={height} />;
            })}
          </svg>
          <p className="met-axis">
            <span>00:00</span>
            <span>{t("most", { kwh: formatWhAsKwh(most) })}</span>
            <span>24:00</span>
          </p>
          <table className="met-values">
            <caption className="sr-only">{t("curve")}</caption>
            <tbody>
              {Array.from({ length: 24 }, (_, hour) => (
                <tr key={clockOf(hour * 4)}>
                  <th scope="row">{clockOf(hour * 4)}</th>
                  {day.wh.slice(hour * 4, hour * 4 + 4).map((wh, i) => (
                    <td key={clockOf(hour * 4 + i)}>{formatWhAsKwh(wh)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Drawer>
  );
}
