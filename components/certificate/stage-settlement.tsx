"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { grouped } from "@/components/ui/format";
import { type AccountRow, Accounts } from "./accounts";
import type { StageProps } from "./stage";

/** Lines shown in the sum before the rest is taken together. */
const shownLines = 6;

/** Which of the three bound, and this line's place in the certificate's sum. */
export function SettlementStage({ figures, kwh, line }: StageProps) {
  const t = useTranslations("certificate");
  const b = (text: ReactNode) => <b>{text}</b>;
  const nb = (text: ReactNode) => <span className="nb">{text}</span>;
  return (
    <>
      <p className="stage-say">
        {line.limitedBy !== undefined && line.settledKwh !== undefined
          ? t.rich("stages.settlement.say", {
              b,
              nb,
              bound: t(`bounds.${line.limitedBy}`),
              kwh: grouped(line.settledKwh),
              n: grouped(kwh.n),
            })
          : t("stages.settlement.place", { n: grouped(kwh.n) })}
      </p>
      <Accounts
        caption={t("stages.settlement.caption")}
        columns={["kWh"]}
        version={kwh.line}
        rows={rowsOf({ figures, kwh, line }, t)}
      />
    </>
  );
}

type Translate = ReturnType<typeof useTranslations<"certificate">>;

function rowsOf({ figures, kwh }: StageProps, t: Translate): AccountRow[] {
  const listed = figures.lines.map((line, index) => ({ line, index }));
  const here = listed.filter(({ index }) => index === kwh.line);
  const others = listed.filter(({ index, line }) => index !== kwh.line && line.settledKwh !== 0);
  const kept = [...here, ...others.slice(0, shownLines - 1)].sort((a, b) => a.index - b.index);
  const rest = others.slice(shownLines - 1);
  const rows = kept.map(
    ({ line, index }): AccountRow => ({
      id: line.contract ?? String(index),
      label:
        index === kwh.line ? (
          <>
            {line.plant?.name ?? "—"} <span className="acct-mark">{t("rows.thisContract")}</span>
          </>
        ) : (
          (line.plant?.name ?? "—")
        ),
      values: [line.settledKwh === undefined ? undefined : grouped(line.settledKwh)],
      ...(index === kwh.line ? { kind: "this" as const } : {}),
    }),
  );
  if (rest.length > 0) {
    const sum = rest.reduce((total, { line }) => total + (line.settledKwh ?? 0), 0);
    rows.push({ id: "rest", label: t("rows.otherLines", { count: rest.length }), values: [grouped(sum)] });
  }
  rows.push({
    id: "total",
    label: t("rows.certificate"),
    values: [grouped(figures.settledKwh)],
    kind: "total",
  });
  return rows;
}
