"use client";

import { useTranslations } from "next-intl";
import { checkGroups } from "@/lib/proof/verify/verdict";
import { checksOf, type Mark, markOf, type Outcome, type PageState } from "./page-state";

interface VerdictBarProps {
  outcome: Outcome | undefined;
  revealed: number;
  standing: PageState;
}

const amber = new Set<PageState>(["superseded", "revoked", "disputed"]);

/** Seven groups, a tick a check: the trace line laid flat. The list below says the same in words. */
export function VerdictBar({ outcome, revealed, standing }: VerdictBarProps) {
  const t = useTranslations("certificate");
  const toneOf = (group: string, mark: Mark): string =>
    group === "standing" && mark === "true" && amber.has(standing) ? "notice" : mark;
  return (
    <div className="verdict-bar" aria-hidden="true">
      {checkGroups.map((group) => {
        const tones = checksOf(group).map((id) => toneOf(group, markOf(outcome, id, revealed)));
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
