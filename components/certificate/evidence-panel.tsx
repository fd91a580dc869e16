"use client";

import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import type { EvidenceFigure, EvidenceStage } from "@/lib/proof/verify/figures";
import { sidesOf } from "./inclusion-sides";

interface EvidencePanelProps {
  stage: EvidenceStage;
  entries: readonly EvidenceFigure[];
  /** Entries of the log under the bundle's checkpoint. */
  size: number;
}

/** One press below a stage's sentence: the entries it rests on, with hash, proof path and the raw record. */
export function EvidencePanel({ stage, entries, size }: EvidencePanelProps) {
  return (
    <div className="evidence" data-evidence={stage}>
      {entries.map((entry) => (
        <EvidenceEntry key={entry.index} entry={entry} size={size} />
      ))}
    </div>
  );
}

function EvidenceEntry({ entry, size }: { entry: EvidenceFigure; size: number }) {
  const t = useTranslations("certificate");
  const sides = sidesOf(entry.index, size, entry.proof.length);
  const algorithms = [...new Set(entry.signers.map((signer) => signer.alg))];
  return (
    <div className="evidence-entry">
      <div>
        <h4>{t("evidence.what", { index: grouped(entry.index) })}</h4>
        <p className="evidence-words">
          {t(`entryTypes.${typeKey(entry.type)}`)}
          {algorithms.length > 0 &&
            t("evidence.signed", { algorithms: algorithms.map(algorithmName).join(" ") })}
        </p>
        <h4>{t("evidence.hash")}</h4>
        <p className="evidence-hash">
          <GroupedText text={entry.hash} size={8} />
        </p>
      </div>
      <div>
        <h4>{t("evidence.path", { steps: entry.proof.length, size: grouped(size) })}</h4>
        <ol>
          {entry.proof.map((hash, step) => (
            <li key={hash}>
              {sides[step] === "left" ? "←" : "→"} {hash.slice(0, 12)}
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h4>{t("evidence.raw")}</h4>
        {/* A field, so that the keyboard can reach it and scroll it, and all of it can be selected. */}
        <textarea
          className="evidence-raw"
          aria-label={t("evidence.raw")}
          readOnly
          rows={11}
          value={pretty(entry.text)}
          spellCheck={false}
        />
      </div>
    </div>
  );
}

const knownTypes = new Set([
  "plant.register",
  "channel.register",
  "meter.register",
  "unit.register",
  "contract.record",
  "metering.anchor-day",
  "metering.close-month",
  "metering.state-mechanism",
  "settlement.freeze",
  "settlement.settle",
  "settlement.trace",
  "settlement.finish",
  "certificate.issue",
  "certificate.correct",
  "certificate.disclose",
  "participant.register",
  "genesis",
]);

/** Message keys have no dots of their own. */
function typeKey(type: string): string {
  return knownTypes.has(type) ? type.replace(".", "-") : "other";
}

function algorithmName(alg: string): string {
  return { p256: "P-256", sm2: "SM2", ed25519: "Ed25519" }[alg] ?? alg;
}

/** The record as it was hashed, laid out; untouched when it is no JSON, and empty until the bundle is here. */
function pretty(text: string): string {
  if (text === "") return "…";
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}
