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
            {(["sent", "loss", "landed"] as const).map((name) => (
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
              <td className="end">{grouped(flow.sentWh)}</td>
              <td className="end">{grouped(flow.sentWh - flow.landedWh)}</td>
              <td className="end">{grouped(flow.landedWh)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
