"use client";

import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import type { Flow } from "@/lib/oversight/national";
import type { OverviewView } from "./overview-view";
import { placeName } from "./place-name";

/** The channels of a flow, sending end first. */
export function wayOf({ path }: Flow, { channels }: OverviewView): string {
  return path.map((at) => channels[at]?.name ?? "").join(" › ");
}

/** The lines of a flow; undefined where no channel tells it from another flow of the same two provinces. */
export function recordsOf(flow: Flow, { channels, flows, month }: OverviewView): string | undefined {
  const { from, to, path } = flow;
  const ends = `/overview/records?month=${month}&from=${from}&to=${to}`;
  if (path.length === 0) return `${ends}&scope=within`;
  const way = path.join("-");
  const others = flows.filter((one) => one.from === from && one.to === to && one.path.join("-") !== way);
  const own = path.find((at) => others.every((one) => !one.path.includes(at)));
  const code = own === undefined ? undefined : channels[own]?.code;
  return code === undefined ? undefined : `${ends}&scope=across&channel=${code}`;
}

/** A figure that leads to its records, where one address names exactly them. */
export function Linked({ text, href }: { text: string; href: string | undefined }) {
  return href === undefined ? text : <a href={href}>{text}</a>;
}

const figures = ["sent", "loss", "landed"] as const;

/** The exact figures behind the picture. */
export function FlowTable({ flows, view }: { flows: readonly Flow[]; view: OverviewView }) {
  const t = useTranslations("overview.flow");
  return (
    <div className="wp-scroll">
      <table className="ov-table">
        <thead>
          <tr>
            {(["from", "way", "to"] as const).map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
            {figures.map((name) => (
              <th key={name} scope="col" className="end">
                {t(name)} Wh
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <tr key={`${flow.from}/${flow.to}/${flow.path.join("-")}`}>
              <th scope="row">{placeName(flow.from, view.english)}</th>
              <td>{wayOf(flow, view)}</td>
              <td>{placeName(flow.to, view.english)}</td>
              {[flow.sentWh, flow.sentWh - flow.landedWh, flow.landedWh].map((wh, at) => (
                <td key={figures[at]} className="end">
                  <Linked text={grouped(wh)} href={recordsOf(flow, view)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
