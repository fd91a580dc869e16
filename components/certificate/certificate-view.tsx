"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { checkIds } from "@/lib/proof/verify/verdict";
import { cardFaceOf } from "./card-face";
import { IdentityCard } from "./identity-card";
import { Legal } from "./legal";
import { LowerParts } from "./lower-parts";
import { checkCount, markOf, type PageState } from "./page-state";
import type { CertificateSummary } from "./summary";
import { TakeAway } from "./take-away";
import { TracePath } from "./trace-path";
import { TrustStatement } from "./trust-statement";
import { type CertificatePage, useCertificate } from "./use-certificate";
import { useDevice } from "./use-device";
import { VerdictPanel } from "./verdict-panel";
import type { Verifier } from "./verifier";
import "./certificate.css";

interface CertificateViewProps {
  /** The server's claim, rendered in ink before any script runs. */
  summary: CertificateSummary;
  /** The kWh of the address; without one, the one the summary carries, or the first. */
  kwh?: number;
  /** Another verifier than the worker's, for tests. */
  verifier?: Verifier;
}

/** `/c/<code>`: the certificate as an object, what this device found, and the way of any one of its kWh. */
export function CertificateView({ summary, kwh, verifier }: CertificateViewProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Certificate summary={summary} kwh={kwh} verifier={verifier} />
    </QueryClientProvider>
  );
}

const amber = new Set<PageState>(["superseded", "revoked", "disputed"]);

function Certificate({ summary, kwh, verifier }: CertificateViewProps) {
  const total = summary.figures.settledKwh;
  const first = Math.min(Math.max(1, kwh ?? summary.figures.kwh?.n ?? 1), Math.max(1, total));
  const page = useCertificate(summary, first, verifier);
  const device = useDevice();
  const { figures, state, outcome, hidden } = page;
  const { issuer, demo } = summary;
  const face = useMemo(() => cardFaceOf(figures, issuer, demo), [figures, issuer, demo]);
  return (
    <div className="certificate" data-state={state}>
      <div className="hero">
        <IdentityCard
          face={face}
          state={state}
          checked={turned(page)}
          wedge={state === "failed" ? 1 / checkCount : 0}
          hidden={hidden}
          back={{ qr: summary.qr, prefix: summary.prefix }}
        />
        <VerdictPanel
          state={state}
          outcome={outcome}
          revealed={page.revealed}
          device={device}
          rechecking={page.rechecking}
          onRetry={page.retry}
          bundleUrl={summary.bundleUrl}
        />
        <TrustStatement verdict={outcome?.verdict} shown={page.revealed >= checkCount} />
      </div>
      <TracePath
        figures={figures}
        n={page.n}
        kwh={page.kwh}
        states={page.stages}
        outcome={outcome}
        ledgerHolds={page.ledgerHolds}
        hidden={hidden}
        amber={amber.has(state)}
        onPick={page.pick}
      />
      <div className="lower" data-hidden={hidden}>
        <LowerParts
          summary={summary}
          figures={figures}
          kwh={page.kwh}
          stages={page.stages}
          hidden={hidden}
          verifier={verifier}
        />
        <Legal />
        <TakeAway pdfUrl={summary.pdfUrl} bundleUrl={bundleOf(summary, page)} hidden={hidden} />
      </div>
    </div>
  );
}

/** Share of the checks shown so far that did not fail: how far the lace has turned. */
function turned({ outcome, revealed }: CertificatePage): number {
  const marks = checkIds.map((id) => markOf(outcome, id, revealed));
  const bad = marks.indexOf("false");
  const counted = bad >= 0 ? bad : marks.filter((mark) => mark === "true" || mark === "unknown").length;
  return counted / checkCount;
}

function bundleOf(summary: CertificateSummary, page: CertificatePage): string {
  return summary.figures.level === "minimal" ? summary.bundleUrl : `${summary.bundleUrl}?kwh=${page.n}`;
}
