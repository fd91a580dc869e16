"use client";

import { useTranslations } from "next-intl";
import { type CSSProperties, useState } from "react";
import type { Outcome } from "@/components/certificate/page-state";
import { grouped } from "@/components/ui/format";
import type { Sample } from "./sample";
import { SampleCard } from "./sample-card";
import { useSamples } from "./use-samples";
import "./sample-stack.css";

/** Prints in a wallet, one in front. A card behind comes forward when pressed; the one in front opens. */
export function SampleStack({ samples }: { samples: readonly Sample[] }) {
  const t = useTranslations("home");
  const [front, setFront] = useState(0);
  const found = useSamples(samples);
  const style = { "--cards": samples.length } as CSSProperties;
  return (
    <>
      <ol className="stack" style={style} aria-label={t("stack.label")}>
        {samples.map((sample, index) => {
          const depth = (index - front + samples.length) % samples.length;
          const name = t("stack.name", { place: index + 1, kwh: grouped(sample.face.settledKwh ?? 0) });
          return (
            <li key={sample.v} style={{ "--depth": depth } as CSSProperties} data-front={depth === 0}>
              <SampleCard
                sample={sample}
                outcome={found.get(sample.v)}
                provenKwh={provenOf(samples, found, sample)}
              />
              {depth === 0 ? (
                <a className="stack-press" href={sample.href}>
                  <span className="sr-only">{t("stack.open", { name })}</span>
                </a>
              ) : (
                <button type="button" className="stack-press" onClick={() => setFront(index)}>
                  <span className="sr-only">{t("stack.forward", { name })}</span>
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <noscript>
        <ul className="stack-plain">
          {samples.map((sample) => (
            <li key={sample.v}>
              <a href={sample.href}>{grouped(sample.face.settledKwh ?? 0)} kWh</a>
            </li>
          ))}
        </ul>
      </noscript>
    </>
  );
}

/** What the device has proved for this code with another print's help; a refuted print proves nothing itself. */
function provenOf(
  samples: readonly Sample[],
  found: ReadonlyMap<string, Outcome>,
  { face }: Sample,
): number | undefined {
  for (const other of samples) {
    const figures = found.get(other.v)?.verdict?.figures;
    if (other.face.code === face.code && figures !== undefined) return figures.settledKwh;
  }
  return undefined;
}
