"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useEffect } from "react";
import type { CardFace } from "@/components/certificate/card-face";
import type { DisclosureStanding } from "@/components/certificate/disclosure";
import { IdentityCard } from "@/components/certificate/identity-card";
import { checkCount } from "@/components/certificate/page-state";
import type { QrDrawing } from "@/components/certificate/summary";
import { useWords } from "@/components/certificate/use-words";
import { Action, ActionLink } from "@/components/workplace/button";
import { Drawer } from "@/components/workplace/overlays";
import { isTyping } from "@/components/workplace/search-field";
import type { Figures } from "@/lib/proof/verify/figures";
import { CheckCell } from "./check-cell";
import { type DisclosureActions, HolderDisclosure } from "./holder-disclosure";
import { HoldingPath } from "./holding-path";
import { type HoldingView, shortCode } from "./holding-view";
import { LabelDrawing } from "./label-drawing";
import { checkKey, useChecks } from "./use-checks";
import "./drawer.css";

interface HoldingDrawerProps {
  row: HoldingView;
  face: CardFace;
  lines: Figures["lines"];
  qr: QrDrawing;
  prefix: string;
  standing: DisclosureStanding;
  /** The page's codes, between which J and K go; and where this page begins in the list. */
  neighbours: readonly string[];
  first: number;
  total: number;
  market: string;
  actions: DisclosureActions;
}

/** One certificate over the list: the card, its path, this browser's check, what it opens, its label. */
export function HoldingDrawer(props: HoldingDrawerProps) {
  const { row, face, lines, qr, prefix, standing, market, actions } = props;
  const t = useTranslations("holdings");
  const { close, place } = useNeighbours(props);
  const { found, running, run } = useChecks(market);
  const checked = found.get(checkKey(row));
  const { code } = row;
  return (
    <Drawer
      open
      onClose={close}
      row={code}
      title={t("drawer.title", { code: shortCode(code) })}
      place={
        <span className="hold-place">
          {place === undefined ? "" : t("drawer.place", place)} <span className="kbd">J</span>{" "}
          <span className="kbd">K</span>
        </span>
      }
      tools={
        <>
          <ActionLink href={`/c/${code}/certificate.pdf`}>{t("take.pdf")}</ActionLink>
          <ActionLink href={`/dashboard/certificates/${code}/bundle.json?download=1`} download>
            {t("take.bundle")}
          </ActionLink>
          <ActionLink href={`/c/${code}`}>{t("take.page")} ↗</ActionLink>
        </>
      }
    >
      <div className="hold-drawer">
        <div>
          <IdentityCard
            face={face}
            state={checked?.state ?? "checking"}
            checked={checked?.state === "verified" ? checked.held / checkCount : 0}
            hidden={checked?.state === "failed"}
            back={{ qr, prefix }}
            level={3}
          />
          <HoldingPath lines={lines} settledKwh={row.settledKwh} />
        </div>
        <div>
          <section className="hold-block">
            <h2>{t("drawer.check")}</h2>
            <p>{t("drawer.checkSays")}</p>
            <div className="wp-tools">
              <Action disabled={running !== undefined} onClick={() => void run(once(row), 1)}>
                {t(checked === undefined ? "drawer.checkNow" : "drawer.checkAgain")}
              </Action>
              <span role="status">
                <CheckCell checked={checked} /> <When at={checked?.at} took={checked?.took} />
              </span>
            </div>
          </section>
          <section className="hold-block">
            <HolderDisclosure key={standing.level} {...standing} actions={actions} bare />
          </section>
          <section className="hold-block">
            <h2>{t("drawer.label")}</h2>
            <p>{t("drawer.labelSays")}</p>
            <div className="hold-label">
              <LabelDrawing row={row} qr={qr} />
            </div>
            <div className="wp-tools">
              <ActionLink href={`/c/${code}/qr.svg`} download={`${code}.svg`}>
                SVG
              </ActionLink>
              <ActionLink href={`/dashboard/labels/${code}/qr.png`} download={`${code}.png`}>
                PNG
              </ActionLink>
              <ActionLink href={`/dashboard/labels?codes=${code}`}>{t("drawer.print")}</ActionLink>
            </div>
          </section>
        </div>
      </div>
    </Drawer>
  );
}

function When({ at, took }: { at: number | undefined; took: number | undefined }) {
  const t = useTranslations("holdings");
  const words = useWords();
  if (at === undefined || took === undefined) return null;
  return <small>{t("drawer.when", { at: words.moment(at), ms: Math.max(1, Math.round(took)) })}</small>;
}

async function* once(row: HoldingView) {
  yield [row];
}

/** J and K go to the neighbours on the page, the address keeps which is open. */
function useNeighbours({ row, neighbours, first, total }: HoldingDrawerProps) {
  const [open, setOpen] = useQueryState("c", parseAsString.withOptions({ shallow: false, scroll: false }));
  // The address goes ahead of the page: who presses J twice goes on two.
  const at = neighbours.indexOf(open ?? row.code);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
      const step = { j: 1, k: -1 }[event.key];
      const next = step === undefined || at < 0 ? undefined : neighbours[at + step];
      if (next !== undefined) void setOpen(next);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [at, neighbours, setOpen]);
  const close = useCallback(() => void setOpen(null), [setOpen]);
  return { close, place: at < 0 ? undefined : { n: first + at, total } };
}
