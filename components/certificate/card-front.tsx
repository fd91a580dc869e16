"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, memo, useState } from "react";
import { grouped, shareOf } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import { Icon } from "@/components/ui/icons";
import { daysInMonth } from "@/lib/units/interval";
import type { CardFace } from "./card-face";
import { Lace } from "./lace";
import type { PageState } from "./page-state";
import { SourceMix } from "./source-mix";
import { useWords } from "./use-words";

interface CardFrontProps {
  face: CardFace;
  state: PageState;
  hidden: boolean;
  level: 1 | 2 | 3;
  inert: boolean;
  onTurn: (() => void) | undefined;
}

/** Drawn again only when what it says changes: the lace turns by a style of its parent. */
export const CardFront = memo(function CardFront(props: CardFrontProps) {
  const { face, state, hidden, level, inert, onTurn } = props;
  const t = useTranslations("certificate");
  const Title = `h${level}` as const;
  return (
    <article className="id-face id-front" inert={inert}>
      <Lace hash={face.hash} part="rose" />
      <Lace hash={face.hash} part="wave" />
      <div className="id-top">
        <span>{face.issuer}</span>
        <span className="id-status" data-status={state}>
          {t(`status.${state}`)}
        </span>
      </div>
      <Title className="id-title">{t("title")}</Title>
      {hidden ? <HiddenNumber /> : <Quantity face={face} />}
      {!hidden && <SourceMix face={face} />}
      <Facts face={face} hidden={hidden} />
      <p className="id-code mono">
        <span className="sr-only">{t("card.code")} </span>
        <GroupedText text={face.code} size={4} />
      </p>
      {face.issuedAt > 0 && <Issued face={face} />}
      {onTurn !== undefined && (
        <button type="button" className="id-flip" onClick={onTurn}>
          <Icon name="turn" />
          {t("card.showQr")}
        </button>
      )}
    </article>
  );
});

/** The one number: kWh, and Wh exactly on a press. */
function Quantity({ face }: { face: CardFace }) {
  const t = useTranslations("certificate");
  const [exact, setExact] = useState(false);
  const { settledKwh, consumedWh } = face;
  if (settledKwh === undefined || settledKwh < 1) {
    return (
      <p className="id-number">
        <span className="id-dash">—</span>
      </p>
    );
  }
  const share = consumedWh === undefined ? undefined : shareOf(settledKwh * 1000, consumedWh);
  const text = grouped(exact ? settledKwh * 1000 : settledKwh);
  return (
    <button
      type="button"
      className="id-number"
      style={{ "--ems": emsOf(text) } as CSSProperties}
      aria-pressed={exact}
      onClick={() => setExact(!exact)}
    >
      <b>
        <span data-total-kwh={settledKwh}>{text}</span> <i>{exact ? "Wh" : "kWh"}</i>
      </b>
      <small>
        {share !== undefined && !exact && t("card.shareOfUse", { share })}
        <u>{t(exact ? "card.backToKwh" : "card.showWh")}</u>
      </small>
    </button>
  );
}

/** How wide the number stands with its unit, in ems of its own size: it is as large as its card lets it. */
function emsOf(text: string): number {
  const commas = text.split(",").length - 1;
  return Math.round(100 * ((text.length - commas) * 0.61 + commas * 0.28 + 0.95)) / 100;
}

function HiddenNumber() {
  const t = useTranslations("certificate");
  return (
    <p className="id-hidden">
      <span className="id-dash">—</span>
      <span className="id-why">{t("card.hidden")}</span>
    </p>
  );
}

function Facts({ face, hidden }: { face: CardFace; hidden: boolean }) {
  const t = useTranslations("certificate");
  const words = useWords();
  const from =
    face.from.length === 0 ? t("card.severalProvinces") : words.list(face.from.map(words.province));
  return (
    <dl className="id-facts">
      <div>
        <dt>{t("card.holder")}</dt>
        <dd>
          {hidden ? "—" : (face.holder ?? <span className="withheld">{t("withheld")}</span>)}
          {face.demo && <span className="demo-mark">{t("demo")}</span>}
        </dd>
      </div>
      <div>
        <dt>{t("card.period")}</dt>
        <dd className="nb">
          {t("card.wholeMonth", { month: words.month(face.month), days: String(daysInMonth(face.month)) })}
        </dd>
      </div>
      <div>
        <dt>{t("card.route")}</dt>
        <dd>
          {from} → {words.province(face.to)}
        </dd>
      </div>
    </dl>
  );
}

function Issued({ face }: { face: CardFace }) {
  const t = useTranslations("certificate");
  const words = useWords();
  return (
    <span className="id-issued">
      {t("card.issued", { version: String(face.version), date: words.date(face.issuedAt) })}
    </span>
  );
}
