"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { percentOfPpm } from "@/components/ui/format";
import { Account } from "./balances";
import type { FocusView, OverviewView } from "./overview-view";
import { placeName } from "./place-name";
import { said, scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

/** A province, channel or plant by itself, in place of the whole market's accounts. */
export function Focus({ view, focus }: { view: OverviewView; focus: FocusView }) {
  const t = useTranslations("overview");
  const { to, go } = useOverviewAddress();
  const { english, month } = view;
  const { kind, key, name, channel, plant, plants, flows } = focus;
  const records = `/overview/records?month=${month}&${kind}=${key}`;
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
      <FocusAccounts focus={focus} records={records} />
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
                  <td className="end">{said(flow.landedWh, scale, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <p className="ov-links">
        <a href={records}>{t("focus.records")}</a>
        {plant === undefined ? null : (
          <a href={`/overview/records?kind=readings&month=${month}&plant=${key}`}>{t("focus.readings")}</a>
        )}
        <a href={`/overview/records/export?month=${month}&${kind}=${key}`}>{t("csv")}</a>
      </p>
    </section>
  );
}

function focusLargest({ sum, channel, plant }: FocusView): number {
  return sum === undefined ? (channel?.sentWh ?? plant?.onGridWh ?? 0) : Math.max(sum.onGridWh, sum.inWh);
}

function FocusAccounts({ focus: { sum, channel, plant }, records }: { focus: FocusView; records: string }) {
  const t = useTranslations("overview.balance");
  const made = sum ?? plant;
  const moved =
    channel ??
    (sum === undefined || sum.outWh === 0
      ? undefined
      : { sentWh: sum.outWh, landedWh: sum.outLandedWh, lossWh: sum.outWh - sum.outLandedWh });
  return (
    <>
      {made === undefined || made.onGridWh === 0 ? null : (
        <Account
          lead={t("metered")}
          parts={[
            { id: "focus-sent", label: t("settled"), wh: made.sentWh, href: records },
            { id: "focus-mechanism", label: t("mechanism"), wh: made.mechanismWh },
            { id: "focus-unsold", label: t("unsold"), wh: made.unsoldWh },
          ]}
          sum={{ id: "focus-onGrid", label: t("onGrid"), wh: made.onGridWh }}
        />
      )}
      {moved === undefined ? null : (
        <Account
          lead={t("across")}
          parts={[
            { id: "focus-landed", label: t("landed"), wh: moved.landedWh, href: records },
            { id: "focus-loss", label: t("loss"), wh: moved.lossWh },
          ]}
          sum={{ id: "focus-acrossSent", label: t("sent"), wh: moved.sentWh }}
        />
      )}
      {sum === undefined || sum.inWh + sum.withinWh === 0 ? null : (
        <Account
          lead={t("received")}
          parts={[
            { id: "focus-in", label: t("acrossLanded"), wh: sum.inWh },
            { id: "focus-within", label: t("within"), wh: sum.withinWh },
          ]}
          sum={{ id: "focus-consumed", label: t("consumed"), wh: sum.inWh + sum.withinWh }}
        />
      )}
    </>
  );
}
