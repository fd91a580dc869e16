"use client";

import { useTranslations } from "next-intl";
import { grouped, shareOf } from "@/components/ui/format";
import { useAdded } from "./added-up";
import type { OverviewView } from "./overview-view";

export interface Part {
  readonly id: string;
  readonly label: string;
  readonly wh: number | undefined;
  readonly href?: string;
}

interface AccountProps {
  lead: string;
  parts: readonly Part[];
  sum: Part;
}

/** Parts, a rule, the sum as it was stated elsewhere and what is between them, to the Wh. */
export function Account({ lead, parts, sum }: AccountProps) {
  const t = useTranslations("overview.balance");
  const { state } = useAdded();
  const difference =
    sum.wh === undefined ? undefined : sum.wh - parts.reduce((all, { wh }) => all + (wh ?? 0), 0);
  const look =
    difference === undefined ? "none" : difference !== 0 ? "wrong" : state === "agrees" ? "checked" : "ink";
  return (
    <table className="ov-account">
      <caption>{lead}</caption>
      <tbody>
        {parts.map((part) => (
          <tr key={part.id}>
            <th scope="row">{part.label}</th>
            <td data-figure={part.id}>
              <Wh part={part} />
            </td>
            <td>{part.wh === undefined || sum.wh === undefined ? "" : shareOf(part.wh, sum.wh)}</td>
          </tr>
        ))}
        <tr className="sum">
          <th scope="row">{sum.label}</th>
          <td data-figure={sum.id}>
            <Wh part={sum} />
          </td>
          <td>Wh</td>
        </tr>
        <tr className="difference" data-look={look}>
          <th scope="row">{t("difference")}</th>
          <td>{difference === undefined ? "—" : grouped(difference)}</td>
          <td>{difference === undefined ? "" : difference === 0 ? t("closes") : t("open")}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Wh({ part: { wh, href } }: { part: Part }) {
  const text = wh === undefined ? "—" : grouped(wh);
  return href === undefined || wh === undefined ? text : <a href={href}>{text}</a>;
}

/** The three accounts of a month. */
export function Balances({ view }: { view: OverviewView }) {
  const t = useTranslations("overview.balance");
  const { month, totals, certifiedWh } = view;
  const records = (rest: string) => `/overview/records?month=${month}${rest}`;
  return (
    <section className="ov-part" aria-labelledby="balance-title">
      <header>
        <h2 id="balance-title">{t("title")}</h2>
        <p>{t("hint")}</p>
      </header>
      <Account
        lead={t("metered")}
        parts={[
          { id: "sent", label: t("settled"), wh: totals.sentWh, href: records("") },
          { id: "mechanism", label: t("mechanism"), wh: totals.mechanismWh, href: records("&kind=plants") },
          { id: "unsold", label: t("unsold"), wh: totals.unsoldWh, href: records("&kind=plants") },
        ]}
        sum={{ id: "onGrid", label: t("onGrid"), wh: totals.onGridWh, href: records("&kind=plants") }}
      />
      <Account
        lead={t("across")}
        parts={[
          {
            id: "acrossLanded",
            label: t("landed"),
            wh: totals.acrossLandedWh,
            href: records("&scope=across"),
          },
          { id: "loss", label: t("loss"), wh: totals.lossWh, href: records("&scope=across") },
        ]}
        sum={{ id: "acrossSent", label: t("sent"), wh: totals.acrossSentWh, href: records("&scope=across") }}
      />
      <Account
        lead={t("certified", { lines: totals.lines })}
        parts={[
          {
            id: "across",
            label: t("acrossLanded"),
            wh: totals.acrossLandedWh,
            href: records("&scope=across"),
          },
          { id: "within", label: t("within"), wh: totals.withinWh, href: records("&scope=within") },
        ]}
        sum={{
          id: "certificates",
          label: t("certificates"),
          wh: certifiedWh,
          href: `/overview/certificates?month=${month}`,
        }}
      />
    </section>
  );
}
