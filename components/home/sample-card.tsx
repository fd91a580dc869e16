"use client";

import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import type { CardFace } from "@/components/certificate/card-face";
import { Lace } from "@/components/certificate/lace";
import { checkCount, firstFalse, type Outcome, pageStateOf } from "@/components/certificate/page-state";
import { useDevice } from "@/components/certificate/use-device";
import { useWords } from "@/components/certificate/use-words";
import { grouped } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import { MiniLine } from "./mini-line";
import type { Sample } from "./sample";

interface SampleCardProps {
  sample: Sample;
  outcome: Outcome | undefined;
  /** Total that this device has proved for the same code; undefined while it has not. */
  provenKwh: number | undefined;
}

/** A print as it lies on the table: what it says in ink, and what this device found, in words. */
export function SampleCard({ sample, outcome, provenKwh }: SampleCardProps) {
  const t = useTranslations("certificate");
  const { face } = sample;
  const state = pageStateOf(outcome, checkCount);
  const failed = state === "failed";
  const style = {
    "--checked": state === "verified" ? 1 : failed ? 0.4 : 0,
    "--wedge": failed ? 0.12 : 0,
  } as CSSProperties;
  return (
    <article className="sample" data-card={state} style={style}>
      <Lace hash={face.hash} part="rose" />
      <Lace hash={face.hash} part="wave" />
      <header>
        <h2>{t("title")}</h2>
        <span className="sample-status" data-status={state}>
          {t(`status.${state}`)}
        </span>
      </header>
      <Total face={face} provenKwh={failed ? provenKwh : undefined} />
      <Facts face={face} />
      <p className="sample-code mono">
        <span className="sr-only">{t("card.code")} </span>
        <GroupedText text={face.code} size={4} />
      </p>
      <p className="sample-said" data-status={state}>
        <MiniLine state={state} />
        <Found outcome={outcome} provenKwh={failed ? provenKwh : undefined} />
      </p>
    </article>
  );
}

/** The printed number; where the proof gives another, the digits that differ are marked. */
function Total({ face, provenKwh }: { face: CardFace; provenKwh: number | undefined }) {
  const printed = face.settledKwh === undefined ? "—" : grouped(face.settledKwh);
  const proven = provenKwh === undefined ? undefined : grouped(provenKwh);
  return (
    <p className="sample-number">
      {proven === undefined || proven === printed ? printed : <Marked printed={printed} proven={proven} />}{" "}
      <small>kWh</small>
    </p>
  );
}

function Marked({ printed, proven }: { printed: string; proven: string }) {
  const digits = [...printed].map((text, at) => ({ at, text, same: proven[at] === text }));
  return digits.map(({ at, text, same }) => (same ? text : <mark key={at}>{text}</mark>));
}

function Facts({ face }: { face: CardFace }) {
  const t = useTranslations("certificate");
  const h = useTranslations("home");
  const words = useWords();
  const from =
    face.from.length === 0 ? t("card.severalProvinces") : words.list(face.from.map(words.province));
  return (
    <p className="sample-facts">
      <b>{face.holder ?? <span className="withheld">{h("card.withheld")}</span>}</b>
      <br />
      <span className="nb">{words.month(face.month)}</span>{" "}
      <span>
        {from} → {words.province(face.to)}
      </span>
    </p>
  );
}

function Found({ outcome, provenKwh }: { outcome: Outcome | undefined; provenKwh: number | undefined }) {
  const t = useTranslations("certificate");
  const h = useTranslations("home");
  const device = t(`device.${useDevice()}`);
  const state = pageStateOf(outcome, checkCount);
  if (state === "checking") return h("card.checking", { device });
  if (state === "unknown") return h(`card.unknown.${outcome?.problem ?? "unusable"}`);
  if (state === "failed") {
    const failing = outcome?.verdict && firstFalse(outcome.verdict);
    const why = failing === undefined ? t("verdict.failed.differs") : t(`codes.${failing.code}`);
    return provenKwh === undefined ? why : `${why}${h("card.ledgerSays", { kwh: grouped(provenKwh) })}`;
  }
  if (state !== "verified") return t(`verdict.${state}.title`);
  const passed = outcome?.verdict?.checks.filter((check) => check.ok === true).length ?? 0;
  return h("card.verified", { device, passed });
}
