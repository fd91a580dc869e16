"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { DisclosureLevel } from "@/lib/market/state";
import "./disclosure.css";

/** What the form was answered. */
export type DisclosureAnswer =
  | { readonly ok: true; readonly level: DisclosureLevel; readonly entry: number }
  | {
      readonly ok: false;
      readonly code: "elsewhere" | "form" | "unavailable" | "level" | "state" | "key" | "unknown" | "refused";
      readonly level?: DisclosureLevel;
    };

export interface DisclosureStanding {
  readonly code: string;
  readonly level: DisclosureLevel;
  /** Whether the holder chose it; a default may still be narrowed. */
  readonly chosen: boolean;
}

interface DisclosureProps extends DisclosureStanding {
  readonly action: (before: DisclosureAnswer | undefined, form: FormData) => Promise<DisclosureAnswer>;
}

const levels = ["minimal", "standard", "full"] as const satisfies readonly DisclosureLevel[];

/** The holder's choice of how much the certificate opens. A plain form: it works before and without any script. */
export function Disclosure({ code, level, chosen, action }: DisclosureProps) {
  const t = useTranslations("disclosure");
  const [answer, submit, pending] = useActionState(action, undefined);
  const present = levels.indexOf(level);
  const settled = chosen && level === "full";
  return (
    <section className="lower-block disclosure no-print" aria-labelledby="disclosure-title" id="disclosure">
      <h2 className="heading" id="disclosure-title">
        {t("title")}
      </h2>
      <p className="aside">{t("lead")}</p>
      <form action={submit} aria-describedby="disclosure-answer">
        <input type="hidden" name="code" value={code} />
        <fieldset className="disclosure-levels" aria-labelledby="disclosure-title" disabled={pending}>
          {levels.map((one, at) => (
            <label key={one} data-level={one} data-present={one === level}>
              <span className="disclosure-name">
                <input
                  type="radio"
                  name="level"
                  value={one}
                  defaultChecked={one === level}
                  disabled={chosen && at < present}
                />
                <b>{t(`${one}.name`)}</b>
                {one === level && <i>{chosen ? t("present") : t("default")}</i>}
                {chosen && at < present && <small>{t("narrower")}</small>}
              </span>
              <span className="disclosure-opens">{t(`${one}.opens`)}</span>
              <span className="disclosure-costs">{t(`${one}.costs`)}</span>
            </label>
          ))}
        </fieldset>
        <div className="disclosure-act">
          <Button type="submit" disabled={pending || settled}>
            {pending ? t("pending") : t("choose")}
          </Button>
          <p id="disclosure-answer" aria-live="polite" data-answer={answerCode(answer, pending)}>
            {pending || !answer ? t(settled ? "settled" : "whose") : saying(t, answer)}
          </p>
        </div>
      </form>
    </section>
  );
}

function answerCode(answer: DisclosureAnswer | undefined, pending: boolean): string | undefined {
  if (pending || !answer) return undefined;
  return answer.ok ? "done" : answer.code;
}

type Says = ReturnType<typeof useTranslations<"disclosure">>;

function saying(t: Says, answer: DisclosureAnswer): string {
  return answer.ok ? t("done", { entry: String(answer.entry) }) : t(`refusals.${answer.code}`);
}
