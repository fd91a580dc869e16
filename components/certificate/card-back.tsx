"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { GroupedText } from "@/components/ui/grouped-text";
import { Icon } from "@/components/ui/icons";
import type { CardFace } from "./card-face";
import { Lace } from "./lace";
import type { QrDrawing } from "./summary";

interface CardBackProps {
  face: CardFace;
  qr: QrDrawing;
  prefix: string;
  inert: boolean;
  onTurn: () => void;
}

export const CardBack = memo(function CardBack({ face, qr, prefix, inert, onTurn }: CardBackProps) {
  const t = useTranslations("certificate");
  return (
    <article className="id-face id-back" inert={inert}>
      <Lace hash={face.hash} part="wave" />
      <div className="id-qr">
        <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={t("card.qrLabel")}>
          <path d={qr.path} />
        </svg>
      </div>
      <div>
        <p className="aside">{t("card.qrSays")}</p>
        <dl>
          <dt>{t("card.hash")}</dt>
          <dd className="id-groups mono">
            <GroupedText text={face.hash} size={8} />
          </dd>
          <dt>{t("card.identifier")}</dt>
          <dd className="mono">{prefix}/</dd>
          <dd className="id-groups id-groups-code mono">
            <GroupedText text={face.code} size={4} />
          </dd>
        </dl>
      </div>
      <button type="button" className="id-flip" onClick={onTurn}>
        <Icon name="turn" />
        {t("card.showFront")}
      </button>
    </article>
  );
});
