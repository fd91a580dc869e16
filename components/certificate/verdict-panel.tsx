"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { grouped } from "@/components/ui/format";
import { Icon } from "@/components/ui/icons";
import { checkIds } from "@/lib/proof/verify/verdict";
import { CheckList } from "./check-list";
import { checkCount, firstFalse, markOf, type Outcome, type PageState } from "./page-state";
import type { Device } from "./use-device";
import { useWords } from "./use-words";
import { VerdictBar } from "./verdict-bar";
import "./verdict.css";

interface VerdictPanelProps {
  state: PageState;
  outcome: Outcome | undefined;
  revealed: number;
  device: Device;
  /** The kWh that is being looked up, when the certificate itself was already checked. */
  rechecking: number | undefined;
  onRetry: () => void;
  bundleUrl: string;
}

/** What this device found, in words; beside it, as large, who would have to collude for it to be false. */
export function VerdictPanel(props: VerdictPanelProps) {
  const { state, outcome, revealed } = props;
  const t = useTranslations("certificate");
  const [open, setOpen] = useState(false);
  return (
    <section
      className="verdict"
      aria-label={t("verdict.label")}
      data-verdict={state}
      data-trust={outcome?.verdict?.trust}
    >
      <VerdictBar outcome={outcome} revealed={revealed} standing={state} />
      <div className="verdict-words" aria-live="polite">
        <Headline {...props} />
        <Explanation {...props} />
      </div>
      <div className="verdict-acts">
        {state === "unknown" && (
          <Button look="full" onClick={props.onRetry}>
            {t("verdict.retry")}
          </Button>
        )}
        {state === "failed" && (
          <a className="btn btn-link" href={props.bundleUrl} download>
            {t("verdict.takeBundle")}
          </a>
        )}
        <Button
          look="link"
          className="narrow-only"
          aria-expanded={open}
          aria-controls="checks"
          onClick={() => setOpen(!open)}
        >
          {t("verdict.showChecks", { count: checkCount })}
          <Icon name="chevron" />
        </Button>
      </div>
      <CheckList outcome={outcome} revealed={revealed} open={open} />
    </section>
  );
}

function Headline({ state, outcome, revealed, device }: VerdictPanelProps) {
  const t = useTranslations("certificate");
  const failing = outcome?.verdict === undefined ? undefined : firstFalse(outcome.verdict);
  const place = failing === undefined ? 0 : checkIds.indexOf(failing.id) + 1;
  return (
    <div className="verdict-say">
      <h2 className="heading" data-tone={state}>
        {t(`verdict.${state}.title`, { device: t(`device.${device}`) })}
      </h2>
      {state === "checking" && (
        <span className="verdict-count" aria-hidden="true">
          <b>{revealed}</b> / {checkCount}
        </span>
      )}
      {state === "failed" && place > 0 && (
        <span className="verdict-count">{t.rich("verdict.failed.place", { b: bold, place })}</span>
      )}
    </div>
  );
}

function bold(text: ReactNode) {
  return <b>{text}</b>;
}

function Explanation(props: VerdictPanelProps) {
  const { state, outcome, revealed, device, rechecking } = props;
  const t = useTranslations("certificate");
  const words = useWords();
  const strong = (text: ReactNode) => <strong>{text}</strong>;
  if (state === "checking") {
    const id = checkIds[Math.min(revealed, checkCount - 1)] ?? "shape";
    const now =
      rechecking === undefined
        ? t("verdict.checking.now", { check: t(`checks.${id}.name`) })
        : t("verdict.checking.again", { n: grouped(rechecking) });
    return (
      <p className="verdict-text">
        {now}
        <br />
        {t("verdict.checking.until")}
      </p>
    );
  }
  if (state === "failed") return <Failure outcome={outcome} />;
  if (state === "unknown") {
    const why = outcome?.problem ?? "unusable";
    return <p className="verdict-text">{t.rich(`verdict.unknown.${why}`, { strong })}</p>;
  }
  const passed = checkIds.filter((id) => markOf(outcome, id, checkCount) === "true").length;
  const asOf = outcome?.verdict?.status.asOf;
  return (
    <>
      <p className="verdict-text">
        {state === "verified"
          ? t.rich("verdict.verified.text", {
              strong,
              passed,
              ms: Math.max(1, Math.round(outcome?.milliseconds ?? 0)),
              device: t(`device.${device}`),
            })
          : t.rich(`verdict.${state}.text`, { strong, when: asOf === undefined ? "—" : words.moment(asOf) })}
      </p>
      <Unproven outcome={outcome} />
    </>
  );
}

/** One red sentence: what does not hold, then what that means. */
function Failure({ outcome }: { outcome: Outcome | undefined }) {
  const t = useTranslations("certificate");
  const failing = outcome?.verdict === undefined ? undefined : firstFalse(outcome.verdict);
  return (
    <p className="verdict-text">
      <strong className="wrong">
        {failing === undefined ? t("verdict.failed.differs") : t(`codes.${failing.code}`)}
      </strong>{" "}
      {t("verdict.failed.means")}
      {failing === undefined && outcome !== undefined && (
        <span className="mono verdict-where">{outcome.differs.slice(0, 3).join(" ")}</span>
      )}
    </p>
  );
}

/** Checks that ended neither way are counted and named. */
function Unproven({ outcome }: { outcome: Outcome | undefined }) {
  const t = useTranslations("certificate");
  const words = useWords();
  const open = outcome?.verdict?.checks.filter((check) => check.ok === null) ?? [];
  if (open.length === 0) return null;
  const status = open.find((check) => check.code === "stale" || check.code === "clock");
  return (
    <p className="verdict-text verdict-open">
      {t("verdict.open", {
        count: open.length,
        names: words.list(open.map((check) => t("verdict.openName", { name: t(`checks.${check.id}.name`) }))),
      })}
      {status !== undefined && <b className="notice"> {t(`codes.${status.code}`)}</b>}
    </p>
  );
}
