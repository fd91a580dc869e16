"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { grouped } from "@/components/ui/format";
import type { Flow } from "@/lib/oversight/national";
import { useAdded } from "./added-up";
import { FlowTable, wayOf } from "./flow-table";
import type { OverviewView } from "./overview-view";
import { placeName } from "./place-name";
import { said, scaleOf } from "./quantity";
import { type Band, bandAt, bandPath, layoutSankey, spread } from "./sankey-layout";
import { useOverviewAddress } from "./use-overview-address";

const [WIDTH, HEIGHT, LEFT, RIGHT] = [900, 520, 156, 770];
const MIDDLE = (LEFT + RIGHT) / 2;
/** Where a wisp has left its band, and its figure begins. */
const LOST = MIDDLE + 62;
/** A line of text with room above it. */
const ROW = 14;

/** From where to where, to scale; what is lost leaves its band as a wisp. */
export function Sankey({ view }: { view: OverviewView }) {
  const t = useTranslations("overview");
  const { state } = useAdded();
  const { to } = useOverviewAddress();
  const [isTable, setTable] = useState(false);
  const { totals, flows, english, month } = view;
  const scale = scaleOf(totals.acrossSentWh, english);
  const across = flows.filter(({ path, sentWh }) => path.length > 0 && sentWh > 0);
  return (
    <section className="ov-part ov-sankey" aria-labelledby="flow-title" data-added={state}>
      <header>
        <h2 id="flow-title">{t("flow.title")}</h2>
        <p>
          <span>{t(`unit.${scale.unit}`)}</span>
          <button type="button" onClick={() => setTable(!isTable)} aria-pressed={isTable}>
            {isTable ? t("asPicture") : t("asTable")}
          </button>
          <a href={`/overview/export?of=flows&m=${month}`}>{t("csv")}</a>
        </p>
      </header>
      <p className="ov-lead">
        {t("flow.lead", { within: said(totals.withinWh, scale, 3), unit: t(`unit.${scale.unit}`) })}
      </p>
      {across.length === 0 ? <p>{t("flow.none")}</p> : null}
      {isTable ? <FlowTable flows={across} view={view} /> : null}
      {isTable || across.length === 0 ? null : (
        <>
          <Picture view={view} />
          <ul className="ov-thin">
            {[...across]
              .sort((a, b) => b.sentWh - a.sentWh)
              .map((flow) => (
                <li key={`${flow.from}/${flow.to}/${flow.path.join("-")}`}>
                  <a href={to({ at: `channel:${view.channels[flow.path[0] ?? -1]?.code ?? ""}` })}>
                    <b>
                      {placeName(flow.from, english)} → {placeName(flow.to, english)}
                    </b>
                    <span>{wayOf(flow, view)}</span>
                    <ThinLine flow={flow} largestWh={totals.acrossSentWh} />
                    <b>{said(flow.landedWh, scale, 3)}</b>
                  </a>
                </li>
              ))}
          </ul>
        </>
      )}
    </section>
  );
}

function ThinLine({ flow, largestWh }: { flow: Flow; largestWh: number }) {
  const start = Math.max(1, (20 * flow.sentWh) / largestWh);
  const end = Math.max(0.4, start * (1 - (5 * (flow.sentWh - flow.landedWh)) / flow.sentWh));
  return (
    <svg viewBox="0 0 120 20" preserveAspectRatio="none" aria-hidden="true">
      <path d={`M0 ${10 - start / 2}L120 ${10 - end / 2}V${10 + end / 2}L0 ${10 + start / 2}Z`} />
    </svg>
  );
}

function Picture({ view }: { view: OverviewView }) {
  const t = useTranslations("overview");
  const { totals, flows, english, focus } = view;
  const scale = scaleOf(totals.acrossSentWh, english);
  const { nodes, bands } = useMemo(() => layoutSankey(flows, RIGHT - LEFT, HEIGHT), [flows]);
  const told = bands.map((band) => ({
    ...{ band, key: `${band.flow.from}/${band.flow.to}/${band.flow.path.join("-")}` },
    name: band.flow.path.map((at) => view.channels[at]?.name.split(" ")[0] ?? "").join(" › "),
    lost: said(band.flow.sentWh - band.flow.landedWh, scale, 3),
    isPale: focus !== undefined && !focus.flows.includes(band.flow) && !isOf(band.flow, view),
  }));
  return (
    <svg
      className="ov-bands"
      viewBox={`0 -26 ${WIDTH} ${HEIGHT + 34}`}
      role="img"
      aria-label={t("flow.title")}
    >
      <text className="head" x={LEFT - 6} y={-12} textAnchor="end">
        {t("flow.sent")} {said(totals.acrossSentWh, scale, 3)}
      </text>
      <text className="head" x={WIDTH / 2} y={-12} textAnchor="middle">
        {t("flow.loss")} {said(totals.lossWh, scale, 3)}
      </text>
      <text className="head" x={RIGHT + 6} y={-12}>
        {t("flow.landed")} {said(totals.acrossLandedWh, scale, 3)}
      </text>
      {told.map(({ band, key, name, isPale }) => (
        <BandDrawn key={key} band={band} name={name} isPale={isPale} />
      ))}
      {nodes.map(({ code, side, wh, y, height }) => (
        <g key={`${side}/${code}`}>
          <rect
            className="end"
            x={side === "from" ? LEFT - 3 : RIGHT}
            y={y}
            width={3}
            height={Math.max(1, height)}
          />
          <text
            x={side === "from" ? LEFT - 10 : RIGHT + 10}
            y={y + height / 2 + 4}
            textAnchor={side === "from" ? "end" : "start"}
          >
            <tspan className="name">{placeName(code, english)}</tspan> <tspan>{said(wh, scale, 3)}</tspan>
          </text>
        </g>
      ))}
      <Labels told={told.filter(({ isPale }) => !isPale)} />
    </svg>
  );
}

interface Told {
  readonly band: Band;
  readonly key: string;
  readonly name: string;
  readonly lost: string;
}

/** Channels and losses, above all bands and apart from each other. */
function Labels({ told }: { told: readonly Told[] }) {
  const half = told.map(({ band }) => bandAt(band, 0.5).middle + 4);
  const under = told.map(({ band }) => bandAt(band, (LOST - LEFT) / (RIGHT - LEFT)).under + 11);
  const [ways, losses] = [spread(half, ROW), spread(under, ROW)];
  return told.map(({ key, name, lost }, at) => (
    <g key={key}>
      <text x={MIDDLE} y={ways[at]} textAnchor="middle" className="way">
        {name}
      </text>
      <text x={LOST} y={losses[at]} className="lost">
        {lost}
      </text>
    </g>
  ));
}

function isOf({ from, to, path }: Flow, { focus, channels }: OverviewView): boolean {
  if (focus === undefined) return true;
  if (focus.kind === "province") return from === focus.key || to === focus.key;
  if (focus.kind === "channel") return path.some((at) => channels[at]?.code === focus.key);
  return from === focus.plant?.province;
}

function BandDrawn({ band, name, isPale }: { band: Band; name: string; isPale: boolean }) {
  const from = MIDDLE + 30;
  const { under } = bandAt(band, (from - LEFT) / (RIGHT - LEFT));
  return (
    <g className="band" data-pale={isPale}>
      <path d={bandPath(band, LEFT, RIGHT)}>
        <title>{`${name}  ${grouped(band.flow.sentWh)} → ${grouped(band.flow.landedWh)} Wh`}</title>
      </path>
      <path
        className="wisp"
        strokeWidth={Math.max(0.6, band.wisp)}
        d={`M${from} ${under - band.wisp / 2}q18 0 28 8`}
      />
    </g>
  );
}
