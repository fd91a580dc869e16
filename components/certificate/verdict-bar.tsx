"use client";

import { useTranslations } from "next-intl";
import { type CheckId, checkGroups, checkIds, groupOf } from "@/lib/proof/verify/verdict";
import { checksOf, markOf, type Outcome, type PageState } from "./page-state";

interface VerdictBarProps {
  outcome: Outcome | undefined;
  revealed: number;
  standing: PageState;
}

const amber = new Set<PageState>(["superseded", "revoked", "disputed"]);

/** Seven groups, a tick a check: the trace line laid flat. The list below says the same in words. */
export function VerdictBar({ outcome, revealed, standing }: VerdictBarProps) {
  const t = useTranslations("certificate");
  const failing = checkIds.findIndex((id) => markOf(outcome, id, revealed) === "false");
  // Like the line it stands for, the bar stays ink below its first break; the list says what each check found.
  const toneOf = (id: CheckId): string => {
    const mark = markOf(outcome, id, revealed);
    if (failing >= 0 && checkIds.indexOf(id) > failing && mark !== "false") return "pending";
    return groupOf[id] === "standing" && mark === "true" && amber.has(standing) ? "notice" : mark;
  };
  return (
    <div className="verdict-bar" aria-hidden="true">
      {checkGroups.map((group) => {
        const tones = checksOf(group).map(toneOf);
        return (
          <div key={group} className="verdict-group" data-tone={worst(tones)}>
            <div>
              {checksOf(group).map((id, index) => (
                <i key={id} data-tone={tones[index]} />
              ))}
            </div>
            <span>{t(`groups.${group}`)}</span>
          </div>
        );
      })}
    </div>
  );
}

/** A group is as good as its worst check, and green only when one of them was checked. */
function worst(tones: readonly string[]): string {
  for (const tone of ["false", "pending", "notice", "true"]) if (tones.includes(tone)) return tone;
  return "unknown";
}
