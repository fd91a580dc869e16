"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { refusalCodes } from "@/components/jobs/refusal-codes";
import { grouped } from "@/components/ui/format";
import { Notice } from "@/components/workplace/notice";
import { Drawer } from "@/components/workplace/overlays";
import { formatWhAsKwh } from "@/lib/units/energy";
import { clockOf } from "@/lib/units/interval";
import type { CurveView, DayView } from "./inbox-view";
import "./metering.css";

/** A meter's day: what files brought and the market refused, or its 96 readings and the entry that anchored them. */
export function DayDrawer({ day, onClose }: { day: DayView | undefined; onClose: () => void }) {
  const t = useTranslations("metering");
  const title = t("day", { id: day?.id ?? "", day: day?.day ?? "" });
  return (
    <Drawer open={day !== undefined} onClose={onClose} title={title} width="narrow">
      {day === undefined ? null : (
        <>
          <h2>{title}</h2>
          {day.flaws.length === 0 ? null : <Flaws day={day} />}
          {day.curve === undefined ? null : <Curve curve={day.curve} />}
        </>
      )}
    </Drawer>
  );
}

function Flaws({ day }: { day: DayView }) {
  const t = useTranslations("metering.flaws");
  const why = useTranslations("jobs.why");
  const isHere = day.curve !== undefined;
  return (
    <section className="met-flaws" aria-label={t("title", { count: day.flaws.length })}>
      <Notice look={isHere ? "plain" : "wrong"}>{t(isHere ? "since" : "lead")}</Notice>
      <ul>
        {day.flaws.map(({ job, file, line, lines, code, at }) => {
          const known = refusalCodes.find((one) => one === code);
          return (
            <li key={job}>
              <b>{known === undefined ? code : why(known)}</b>
              <span>{t("where", { file, line, lines })}</span>
              <span>
                {at} <Link href={`/exchange/metering?import=${job}#imports`}>{t("import")}</Link>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Curve({ curve: { entry, totalKwh, wh } }: { curve: CurveView }) {
  const t = useTranslations("metering");
  const most = Math.max(1, ...wh);
  return (
    <>
      <p>
        {t("dayTotal", { kwh: totalKwh })}{" "}
        <Link href={`/ledger/${entry}`} prefetch={false}>
          {t("entry", { entry: grouped(entry) })}
        </Link>
      </p>
      <svg
        className="met-curve"
        viewBox="0 0 96 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={t("curve")}
      >
        {wh.map((one, at) => {
          const height = (38 * one) / most;
          return <rect key={clockOf(at)} x={at} y={40 - height} width={0.8} height={height} />;
        })}
      </svg>
      <p className="met-axis">
        <span>00:00</span>
        <span>{t("most", { kwh: formatWhAsKwh(most) })}</span>
        <span>24:00</span>
      </p>
      <table className="met-values">
        <caption>{t("curve")}</caption>
        <thead>
          <tr>
            <th scope="col" className="hour">
              {t("hour")}
            </th>
            {["00", "15", "30", "45"].map((minute) => (
              <th key={minute} scope="col">
                :{minute}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 24 }, (_, hour) => (
            <tr key={clockOf(hour * 4)}>
              <th scope="row">{clockOf(hour * 4)}</th>
              {wh.slice(hour * 4, hour * 4 + 4).map((one, i) => (
                <td key={clockOf(hour * 4 + i)}>{formatWhAsKwh(one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
