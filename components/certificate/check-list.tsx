"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { type Check, type CheckId, checkIds, groupOf } from "@/lib/proof/verify/verdict";
import { type Mark, markOf, type Outcome } from "./page-state";

interface CheckListProps {
  outcome: Outcome | undefined;
  revealed: number;
  /** On a phone the list is folded; on a desk it always stands beside the card. */
  open: boolean;
}

/** Every check with its result; pressed, a sentence on what it compared and how it came out. */
export function CheckList({ outcome, revealed, open }: CheckListProps) {
  return (
    <ol className="checks" id="checks" data-open={open}>
      {checkIds.map((id, index) => (
        <CheckRow
          key={id}
          id={id}
          index={index}
          mark={markOf(outcome, id, revealed)}
          check={outcome?.verdict?.checks.find((candidate) => candidate.id === id)}
        />
      ))}
    </ol>
  );
}

interface CheckRowProps {
  id: CheckId;
  index: number;
  mark: Mark;
  check: Check | undefined;
}

/** One row; the others stand still while it turns. */
const CheckRow = memo(function CheckRow({ id, index, mark, check }: CheckRowProps) {
  const t = useTranslations("certificate");
  const first = index === 0 || groupOf[id] !== groupOf[checkIds[index - 1] ?? id];
  const shown = mark !== "pending" && check !== undefined;
  return (
    <li data-check={id} data-ok={mark === "pending" ? undefined : mark} data-mark={mark}>
      <details>
        <summary>
          <span className="check-no">{index + 1}</span>
          <span className="check-group">{first ? t(`groups.${groupOf[id]}`) : ""}</span>
          <span className="check-name">{t(`checks.${id}.name`)}</span>
          <span className="check-result">{t(`results.${mark}`)}</span>
        </summary>
        <p>
          {t(`checks.${id}.says`)}
          {shown && check.code !== "ok" && <b> {t(`codes.${check.code}`)}</b>}
        </p>
        {shown && (
          <p className="check-reason mono" lang="en">
            {check.reason}
          </p>
        )}
      </details>
    </li>
  );
});
