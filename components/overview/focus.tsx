"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { percentOfPpm } from "@/components/ui/format";
import { Linked, recordsOf } from "./flow-table";
import { FocusAccounts } from "./focus-accounts";
import { FocusSays } from "./focus-says";
import { type FocusTrail, Trail } from "./focus-trail";
import type { FocusView, OverviewView } from "./overview-view";
import { placeName } from "./place-name";
import { said, scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

interface FocusProps {
  view: OverviewView;
  focus: FocusView;
  trail: FocusTrail;
}

/** A province, channel or plant by itself, in place of the whole market's accounts. */
export function Focus({ view, focus, trail }: FocusProps) {
  const t = useTranslations("overview");
  const { to, go } = useOverviewAddress();
  const { english, month } = view;
  const { kind, key, name, channel, plants, flows } = focus;
  const scale = scaleOf(focusLargest(focus), english);
  return (
    <section className="ov-part ov-focus" aria-labelledby="focus-title">
      <header>
        <h2 id="focus-title">
          {name} <small>{kind === "province" ? key : t(`focus.${kind}`)}</small>
        </h2>
        <p>
          <button type="button" className="wp-btn" onClick={() => go({ at: undefined, page: undefined })}>
            {t("focus.close")}
          </button>
        </p>
      </header>
      <FocusSays view={view} focus={focus} />
      <FocusAccounts focus={focus} month={month} />
      {channel === undefined ? null : (
        <p>
          {placeName(channel.from, english)} → {placeName(channel.to, english)} ·{" "}
          {t("focus.loss", { percent: percentOfPpm(channel.lossPpm) })} ·{" "}
          {t("focus.lines", { count: channel.lines })}
        </p>
      )}
      {plants.length === 0 ? null : (
        <>
          <h3>{t("focus.plants", { count: focus.plantCount, unit: t(`unit.${scale.unit}`) })}</h3>
          <table className="ov-table">
            <thead>
              <tr>
                <th scope="col">{t("rank.plants")}</th>
                {(["capacity", "onGrid", "settled", "unsold"] as const).map((one) => (
                  <th key={one} scope="col" className="end">
                    {t(`focus.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {plants.map((one) => (
                <tr key={one.code}>
                  <th scope="row">
                    <Link href={to({ at: `plant:${one.code}` })} scroll={false} prefetch={false}>
                      {one.name}
                    </Link>
                  </th>
                  <td className="end">{(one.capacityKw / 1000).toFixed(0)}</td>
                  <td className="end">{said(one.onGridWh, scale, 3)}</td>
                  <td className="end">{said(one.sentWh, scale, 3)}</td>
                  <td className="end">{said(one.unsoldWh, scale, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {focus.plantCount <= plants.length ? null : (
            <p className="ov-links">
              <a href={`/overview/records?month=${month}&kind=plants&${kind}=${key}`}>
                {t("focus.allPlants", { shown: plants.length, count: focus.plantCount })}
              </a>
            </p>
          )}
        </>
      )}
      {flows.length === 0 ? null : (
        <>
          <h3>{t("focus.flows", { unit: t(`unit.${scale.unit}`) })}</h3>
          <table className="ov-table">
            <tbody>
              {flows.map((flow) => (
                <tr key={`${flow.from}/${flow.to}/${flow.path.join("-")}`}>
                  <th scope="row">
                    {placeName(flow.from, english)} → {placeName(flow.to, english)}
                  </th>
                  <td>
                    {flow.path.length === 0
                      ? t("focus.within")
                      : flow.path.map((at) => view.channels[at]?.name ?? "").join(" › ")}
                  </td>
                  <td className="end">
                    <Linked text={said(flow.landedWh, scale, 3)} href={recordsOf(flow, view)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Trail focus={focus} trail={trail} month={month} />
    </section>
  );
}

function focusLargest({ sum, channel, plant }: FocusView): number {
  return sum === undefined ? (channel?.sentWh ?? plant?.onGridWh ?? 0) : Math.max(sum.onGridWh, sum.inWh);
}
