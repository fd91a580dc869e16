"use client";

import { type CSSProperties, useCallback, useState } from "react";
import { CardBack } from "./card-back";
import type { CardFace } from "./card-face";
import { CardFront } from "./card-front";
import type { PageState } from "./page-state";
import type { QrDrawing } from "./summary";
import "./identity-card.css";

interface IdentityCardProps {
  face: CardFace;
  state: PageState;
  /** Share of the checks that went through, 0–1: how far the lace has turned. */
  checked?: number;
  /** Share of the lace that is torn out where a check failed. */
  wedge?: number;
  /** True where the claims were refuted: they are hidden, not greyed. */
  hidden?: boolean;
  /** What the back shows; without it the card does not turn. */
  back?: { readonly qr: QrDrawing; readonly prefix: string };
  /** Heading level of the title: 1 on its own page, 3 in a list. */
  level?: 1 | 2 | 3;
}

/** The certificate as an object: a card with its own lace, one number, its code; it turns over to QR and hash. */
export function IdentityCard(props: IdentityCardProps) {
  const { face, state, checked = 0, wedge = 0, hidden = false, back, level = 1 } = props;
  const [turned, setTurned] = useState(false);
  const turn = useCallback(() => setTurned((before) => !before), []);
  const style = { "--checked": checked, "--wedge": wedge } as CSSProperties;
  return (
    <div className="id-turn" data-card={state} style={style}>
      <div className={turned ? "id-card id-over" : "id-card"}>
        <CardFront
          face={face}
          state={state}
          hidden={hidden}
          level={level}
          inert={turned}
          onTurn={back === undefined ? undefined : turn}
        />
        {back !== undefined && (
          <CardBack face={face} qr={back.qr} prefix={back.prefix} inert={!turned} onTurn={turn} />
        )}
      </div>
    </div>
  );
}
