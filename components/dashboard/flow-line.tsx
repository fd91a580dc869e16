"use client";

import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { grouped, minus } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import type { Checked } from "./check-certificate";
import { flowShape, type Strand } from "./flow-shape";
import { useChecked } from "./use-checked";
import "./dashboard.css";

export interface FlowStrand extends Strand {
  readonly name: string;
  /** Plants that fell short, units that used less: said beside what peels off. */
  readonly shortPlants: readonly string[];
  readonly shortUnits: readonly string[];
  readonly certificate?: { readonly code: string; readonly status: string };
}

interface FlowLineProps {
  strands: readonly FlowStrand[];
  /** The ledger's origin: which pinned roster a certificate is held against. */
  market: string;
  /** Whether certificates are issued to the reader; a seller's are its users'. */
  holds: boolean;
}

/** One strand a site, as wide as its energy; green only what this browser has verified. */
export function FlowLine({ strands, market, holds }: FlowLineProps) {
  const t = useTranslations("dashboard");
  const certificates = strands.flatMap(({ certificate, settledKwh }) =>
    certificate === undefined ? [] : [{ code: certificate.code, kwh: settledKwh }],
  );
  const { found, busy, check } = useChecked(certificates, market);
  const stateOf = ({ certificate }: FlowStrand) => lookOf(certificate, found.get(certificate?.code ?? ""));
  const shape = flowShape(strands);
  const sum = (value: (strand: FlowStrand) => number) => strands.reduce((all, one) => all + value(one), 0);
  const isAll = certificates.every(({ code }) => found.has(code));
  const short = { generation: sum((s) => s.byGenerationKwh), consumption: sum((s) => s.byConsumptionKwh) };
  const names = {
    generation: [...new Set(strands.flatMap(({ shortPlants }) => shortPlants))],
    consumption: [...new Set(strands.flatMap(({ shortUnits }) => shortUnits))],
  };
  return (
    <figure className="db-flow">
      <div
        className="db-flow-box"
        data-look={strands.every((strand) => stateOf(strand).look === "green") ? "green" : "ink"}
        style={boxStyle(
          shape.height,
          sum((s) => s.settledKwh) /
            Math.max(
              1,
              sum((s) => s.contractKwh),
            ),
        )}
      >
        <svg viewBox={`0 0 1000 ${shape.height}`} preserveAspectRatio="none" aria-hidden="true">
          {shape.strands.map(({ id, path, peels }, at) => (
            <g key={id}>
              <path d={path} data-look={strands[at] === undefined ? "ink" : stateOf(strands[at]).look} />
              {peels.map((one) => (
                <path key={one.side} className="peel" d={one.path} />
              ))}
            </g>
          ))}
        </svg>
        <p className="in" style={{ bottom: `calc(100% - ${shape.top - 6}px)` }}>
          {t("flow.contract")}
          <b>{grouped(sum((s) => s.contractKwh))}</b> <small>kWh</small>
        </p>
        {(["generation", "consumption"] as const).map((side) =>
          short[side] === 0 ? null : (
            <p
              key={side}
              className={`peeled ${side}`}
              style={
                side === "generation"
                  ? { bottom: `calc(100% - ${shape.top - 10}px)` }
                  : { top: shape.bottom + 14 }
              }
            >
              <b>{minus(short[side])}</b> {t(`flow.${side}`)}
              <span>
                {named(names[side], t("flow.between"), t("flow.and", { count: names[side].length }))}
              </span>
            </p>
          ),
        )}
        <p className="out" style={{ bottom: `calc(100% - ${shape.top - 6}px)` }}>
          {t("flow.settled")}
          <b>{grouped(sum((s) => s.settledKwh))}</b> <small>kWh</small>
        </p>
        {strands.map((strand, at) => (
          <p key={strand.id} className="end" style={{ top: (shape.strands[at]?.endY ?? 0) - 20 }}>
            <b title={strand.name}>{strand.name}</b> <b>{grouped(strand.settledKwh)}</b>
            {holds && strand.id !== REST ? <Said strand={strand} state={stateOf(strand)} /> : null}
          </p>
        ))}
      </div>
      <figcaption>
        <span>
          {t("flow.caption")}
          {strands.some((one) => stateOf(one).id === "verified") ? ` ${t("flow.counts")}` : null}
        </span>
        {certificates.length === 0 ? null : (
          <Action onClick={() => void check()} disabled={busy}>
            {busy ? t("flow.checking") : isAll ? t("flow.again") : t("flow.check")}
          </Action>
        )}
      </figcaption>
    </figure>
  );
}

function Said({ strand, state }: { strand: FlowStrand; state: Look }) {
  const t = useTranslations("dashboard");
  const text = t(`flow.state.${state.id}`, { checks: state.checks });
  return (
    <span data-look={state.look} role="status">
      {strand.certificate === undefined ? text : <a href={`/c/${strand.certificate.code}`}>{text}</a>}
    </span>
  );
}

/** On a phone one band runs down beside the figures and thins by what was not settled. */
function boxStyle(height: number, kept: number): CSSProperties {
  const style: CSSProperties & Record<"--tall" | "--kept", string> = {
    "--tall": `${height}px`,
    "--kept": `${(100 * kept).toFixed(2)}%`,
  };
  return style;
}

interface Look {
  readonly look: "green" | "ink" | "amber" | "red";
  readonly id:
    | "none"
    | "unchecked"
    | "verified"
    | "failed"
    | "unsure"
    | "disputed"
    | "superseded"
    | "revoked";
  readonly checks: number;
}

/** What the issuer says against a certificate goes before what this browser found for it. */
function lookOf(certificate: FlowStrand["certificate"], checked: Checked | undefined): Look {
  const checks = checked?.checks ?? 0;
  if (certificate === undefined) return { look: "ink", id: "none", checks };
  const { status } = certificate;
  if (checked?.state === "failed") return { look: "red", id: "failed", checks };
  if (status === "disputed" || status === "superseded") return { look: "amber", id: status, checks };
  if (status === "revoked") return { look: "red", id: "revoked", checks };
  if (checked === undefined) return { look: "ink", id: "unchecked", checks };
  if (checked.state === "unsure") return { look: "amber", id: "unsure", checks };
  return { look: "green", id: "verified", checks };
}

const NAMED = 3;
/** The strand of all the smaller ones: it has many certificates, checked in the list. */
const REST = "others";

function named(names: readonly string[], between: string, more: string): string {
  return names.length > NAMED ? `${names.slice(0, NAMED - 1).join(between)}${more}` : names.join(between);
}
