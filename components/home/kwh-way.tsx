"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { checkCount, ledgerHolds, stageStatesOf } from "@/components/certificate/page-state";
import { useDevice } from "@/components/certificate/use-device";
import type { LedgerNow } from "@/components/ledger/ledger-now";
import { Button } from "@/components/ui/button";
import { grouped } from "@/components/ui/format";
import { FourCopies } from "./four-copies";
import { KwhLine, type StrandState } from "./kwh-line";
import { KwhSentence, KwhStages } from "./kwh-stages";
import type { KwhStory, Sample } from "./sample";
import { type KwhPage, useKwh } from "./use-kwh";
import "./kwh-way.css";

interface KwhWayProps {
  claimed: KwhStory;
  /** Certificates that disclose the paths of their kWh. */
  paths: readonly Sample[];
  ledger: LedgerNow;
}

/** One kWh from the plant to the members' copies, checked here while it is looked at. */
export function KwhWay({ claimed, paths, ledger }: KwhWayProps) {
  const t = useTranslations("home");
  const page = useKwh(claimed, paths);
  const box = useRef<HTMLElement>(null);
  const states = stageStatesOf(page.outcome, page.revealed);
  const { story } = page;
  return (
    <section className="way" ref={box} aria-label={t("way.label")} data-kwh={story.n} data-state={page.state}>
      <KwhSentence story={story} />
      <KwhStages story={story} states={states} />
      <div className="way-acts">
        <p role="status" className="way-said" data-status={page.state}>
          <WaySaid page={page} />
        </p>
        <Button look="link" onClick={page.another} disabled={page.looking}>
          {t("way.another")}
        </Button>
        <a className="btn btn-link" href={page.href}>
          {t("way.evidence")}
        </a>
      </div>
      <FourCopies ledger={ledger} page={page} />
      <KwhLine
        box={box}
        landed={story.sentWh === 0 ? 1 : story.landedWh / story.sentWh}
        states={states}
        strands={strandsOf(ledger, page)}
      />
    </section>
  );
}

function WaySaid({ page }: { page: KwhPage }) {
  const t = useTranslations("home");
  const c = useTranslations("certificate");
  const device = c(`device.${useDevice()}`);
  const { story, outcome, state } = page;
  if (state === "checking") return t("way.checking", { device });
  if (state === "unknown") return t(`card.unknown.${outcome?.problem ?? "unusable"}`);
  if (state === "failed") {
    const failing = outcome?.verdict?.checks.find((check) => check.ok === false);
    return failing === undefined ? c("verdict.failed.differs") : c(`codes.${failing.code}`);
  }
  if (state !== "verified") return c(`verdict.${state}.title`);
  const [sent, landed, loss] = [story.sentWh, story.landedWh, story.lossWh].map(grouped);
  const values = { device, sent: sent ?? "", landed: landed ?? "", loss: loss ?? "" };
  return t.rich("way.verified", { ...values, nb: (text) => <span className="nb">{text}</span> });
}

/** A member's strand is green once its own signature under the checked ledger was valid here. */
function strandsOf(ledger: LedgerNow, page: KwhPage): StrandState[] {
  const proven = page.outcome?.verdict?.figures?.ledger.members ?? [];
  const shown = page.revealed >= checkCount && ledgerHolds(page.outcome, page.revealed);
  return ledger.members.map(({ name, state }) => {
    // A member that has left the others keeps no copy of this ledger, whatever it signed before.
    if (state !== "agreeing") return "loose";
    return shown && proven.some((member) => member.name === name && member.cosigned) ? "checked" : "pending";
  });
}
