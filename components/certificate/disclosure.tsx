"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DISCLOSURE_LEVELS } from "@/lib/market/rows";
import type { DisclosureLevel } from "@/lib/market/state";
import "./disclosure.css";

export interface DisclosureStanding {
  readonly code: string;
  readonly level: DisclosureLevel;
  /** Whether the holder chose it; a default may still be narrowed. */
  readonly chosen: boolean;
}

/** What became of a choice; undefined where the person did not sign after all. */
export type DisclosureAnswer =
  | { readonly ok: true; readonly entry: number }
  | { readonly ok: false; readonly code: string }
  | undefined;

interface DisclosureProps extends DisclosureStanding {
  /** Has the holder's device sign the choice, and the ledger take it. */
  readonly choose: (level: DisclosureLevel) => Promise<DisclosureAnswer>;
  /** Set into a page that has a heading of its own. */
  readonly bare?: boolean;
}

const told = ["unavailable", "level", "state", "device", "unknown", "expired"];

/** The holder's choice of how much its certificate opens, with what a visitor sees at each level. */
export function Disclosure({ level, chosen, choose, bare = false }: DisclosureProps) {
  const t = useTranslations("disclosure");
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<DisclosureAnswer>();
  const [wanted, setWanted] = useState<DisclosureLevel>(level);
  const present = DISCLOSURE_LEVELS.indexOf(level);
  const settled = chosen && level === "full";
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setPending(true);
    const given = await choose(wanted).catch((): DisclosureAnswer => ({ ok: false, code: "unavailable" }));
    setAnswer(given);
    setPending(false);
    if (given?.ok) router.refresh();
  };
  const refusal = answer?.ok === false ? (told.includes(answer.code) ? answer.code : "refused") : undefined;
  return (
    <section
      className={bare ? "disclosure no-print" : "lower-block disclosure no-print"}
      aria-labelledby="disclosure-title"
      id="disclosure"
    >
      <h2 className={bare ? undefined : "heading"} id="disclosure-title">
        {t("title")}
      </h2>
      <p className="aside">{t("lead")}</p>
      <form onSubmit={(event) => void submit(event)} aria-describedby="disclosure-answer">
        <fieldset className="disclosure-levels" aria-labelledby="disclosure-title" disabled={pending}>
          {DISCLOSURE_LEVELS.map((one, at) => (
            <label key={one} data-level={one} data-present={one === level}>
              <span className="disclosure-name">
                <input
                  type="radio"
                  name="level"
                  value={one}
                  checked={one === wanted}
                  onChange={() => setWanted(one)}
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
          <p id="disclosure-answer" aria-live="polite" data-answer={answer?.ok ? "done" : refusal}>
            {answer?.ok
              ? t("done", { entry: String(answer.entry) })
              : t(refusal === undefined ? (settled ? "settled" : "whose") : `refusals.${refusal}`)}
          </p>
        </div>
      </form>
    </section>
  );
}
