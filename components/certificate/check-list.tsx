"use client";

import { useTranslations } from "next-intl";
import { checkIds, groupOf } from "@/lib/proof/verify/verdict";
import { markOf, type Outcome } from "./page-state";

interface CheckListProps {
  outcome: Outcome | undefined;
  revealed: number;
  /** On a phone the list is folded; on a desk it always stands beside the card. */
  open: boolean;
}

/** Every check with its result; pressed, a sentence on what it compared and how it came out. */
export function CheckList({ outcome, revealed, open }: CheckListProps) {
  const t = useTranslations("certificate");
  return (
    <ol className="checks" id="checks" data-open={open}>
      {checkIds.map((id, index) => {
        const mark = markOf(outcome, id, revealed);
        const check = outcome?.verdict?.checks.find((candidate) => candidate.id === id);
        const first = index === 0 || groupOf[id] !== groupOf[checkIds[index - 1] ?? id];
        const ok = mark === "pending" ? undefined : mark;
        return (
          <li key={id} data-check={id} data-ok={ok} data-mark={mark}>
            <details>
              <summary>
                <span className="check-no">{index + 1}</span>
                <span className="check-group">{first ? t(`groups.${groupOf[id]}`) : ""}</span>
                <span className="check-name">{t(`checks.${id}.name`)}</span>
                <span className="check-result">{t(`results.${mark}`)}</span>
              </summary>
              <p>
                {t(`checks.${id}.says`)}
                {mark !== "pending" && check !== undefined && check.code !== "ok" && (
                  <b> {t(`codes.${check.code}`)}</b>
                )}
              </p>
              {mark !== "pending" && check !== undefined && (
                <p className="check-reason mono" lang="en">
                  {check.reason}
                </p>
              )}
            </details>
          </li>
        );
      })}
    </ol>
  );
}
