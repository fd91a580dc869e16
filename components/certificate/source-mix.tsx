"use client";

import { useTranslations } from "next-intl";
import { type EnergySource, iconOf } from "@/components/ui/energy-source";
import { grouped, shareOf } from "@/components/ui/format";
import { Icon } from "@/components/ui/icons";
import type { CardFace } from "./card-face";

/** A source's glyph in its hue. */
export function SourceGlyph({ source }: { source: EnergySource }) {
  return (
    <span className="source-glyph" data-source={source}>
      <Icon name={iconOf(source)} />
    </span>
  );
}

/** Where the energy comes from: hue, pattern and glyph, never the hue alone. */
export function SourceMix({ face }: { face: CardFace }) {
  const t = useTranslations("certificate");
  if (face.mix.length === 0) {
    return (
      <p className="id-mix id-mix-withheld">
        <SourceGlyph source={face.codeSource} />
        {t(`source.${face.codeSource}`)}
        <span className="withheld">{t("card.linesWithheld")}</span>
      </p>
    );
  }
  const total = face.mix.reduce((sum, part) => sum + part.kwh, 0);
  return (
    <div className="id-mix">
      <div className="id-mixbar" aria-hidden="true">
        {face.mix.map(({ source, kwh }) => (
          <span key={source} className="source-fill" data-source={source} style={{ flexGrow: kwh }} />
        ))}
      </div>
      <ul>
        {face.mix.map(({ source, kwh }) => (
          <li key={source} style={{ flexGrow: kwh }}>
            <SourceGlyph source={source} />
            <span>
              {t(`source.${source}`)} <span className="nb">{grouped(kwh)}</span>
            </span>
            <span className="id-percent">{shareOf(kwh, total)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
