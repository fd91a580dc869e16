"use client";

import { useTranslations } from "next-intl";
import { memo, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { grouped, parseWhole } from "@/components/ui/format";
import type { LineFigures } from "@/lib/proof/verify/figures";
import { KwhAxis } from "./kwh-axis";

interface KwhPickerProps {
  n: number;
  total: number;
  lines: readonly LineFigures[];
  /** Index of the line that kWh `n` belongs to. */
  here: number | undefined;
  onPick: (n: number) => void;
}

/** Pick one kWh: by dragging along the axis, by number, or by chance. The trace line sets out from its thumb. */
export const KwhPicker = memo(function KwhPicker({ n, total, lines, here, onPick }: KwhPickerProps) {
  const t = useTranslations("certificate");
  return (
    <section className="picker" aria-label={t("picker.label")}>
      <div>
        <NumberField n={n} total={total} onPick={onPick} />
        <p className="aside">{t("picker.of", { total: grouped(total) })}</p>
      </div>
      <div className="picker-acts">
        <Button look="full" onClick={() => onPick(1 + Math.floor(Math.random() * total))}>
          {t("picker.surprise")}
        </Button>
        <ShareButton />
      </div>
      <div className="axis" data-anchor="axis">
        <KwhAxis lines={lines} total={total} here={here} />
        <input
          type="range"
          min={1}
          max={total}
          step={1}
          value={n}
          aria-label={t("picker.slider")}
          aria-valuetext={t("picker.valueText", { n: grouped(n), total: grouped(total) })}
          onChange={(event) => onPick(Number(event.target.value))}
        />
        <span className="axis-ring" />
      </div>
    </section>
  );
});

/** `第 [12,345] 千瓦时`: the number is taken when the field is left or Enter pressed. */
function NumberField({ n, total, onPick }: Pick<KwhPickerProps, "n" | "total" | "onPick">) {
  const t = useTranslations("certificate");
  const id = useId();
  const [text, setText] = useState(grouped(n));
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    setText(grouped(n));
    setRefused(false);
  }, [n]);
  const commit = (): void => {
    const value = parseWhole(text);
    const known = value !== undefined && value >= 1 && value <= total;
    setRefused(!known);
    if (known) {
      setText(grouped(value));
      onPick(value);
    }
  };
  const field = (
    <input
      id={id}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      style={{ width: `${Math.max(4, grouped(total).length) + 0.6}ch` }}
      value={text}
      aria-label={t("picker.number")}
      aria-invalid={refused}
      aria-describedby={refused ? `${id}-refused` : undefined}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
  return (
    <>
      <h2 className="heading picker-number">{t.rich("picker.title", { field: () => field })}</h2>
      {refused && (
        <p className="notice picker-refused" id={`${id}-refused`} role="alert">
          {t("picker.refused", { total: grouped(total) })}
        </p>
      )}
    </>
  );
}

/** Hands this kWh's own address to the phone's share sheet, or copies it. */
function ShareButton() {
  const t = useTranslations("certificate");
  const [copied, setCopied] = useState(false);
  const share = async (): Promise<void> => {
    const url = window.location.href;
    try {
      if (typeof navigator.share === "function") await navigator.share({ url, title: document.title });
      else {
        await navigator.clipboard.writeText(url);
        setCopied(true);
        setTimeout(() => setCopied(false), 2500);
      }
    } catch {
      // Dismissed, or refused by the browser: nothing was shared, and the address is in the address bar.
    }
  };
  return (
    <Button onClick={share}>
      <span aria-live="polite">{t(copied ? "picker.copied" : "picker.share")}</span>
    </Button>
  );
}
