"use client";

import { useTranslations } from "next-intl";
import { SelectInput, TextInput } from "@/components/workplace/field";
import type { GivenKey } from "./schema";

interface OwnKeyFieldsProps {
  /** The beginning of what the key has to sign; its public half follows. */
  text: string;
  value: GivenKey;
  onChange: (value: GivenKey) => void;
}

export const noKey: GivenKey = { alg: "p256", publicKey: "", proof: "" };

/** As programs print it: in capitals, cut into groups and lines. */
const hexOf = (text: string): string => text.replace(/[\s:]/g, "").toLowerCase();

export function isWhole({ publicKey, proof }: GivenKey): boolean {
  return /^04[0-9a-f]{128}$/.test(publicKey) && /^[0-9a-f]{128}$/.test(proof);
}

/** A key that stays with its holder: its public half, and the proof that the other half is there. */
export function OwnKeyFields({ text, value, onChange }: OwnKeyFieldsProps) {
  const t = useTranslations("registry.keys");
  const { alg, publicKey, proof } = value;
  return (
    <div className="reg-own-key">
      <SelectInput
        label={t("alg")}
        value={alg}
        onChange={({ target }) => onChange({ ...value, alg: target.value === "sm2" ? "sm2" : "p256" })}
        choices={[
          { value: "p256", label: "ECDSA P-256" },
          { value: "sm2", label: "SM2" },
        ]}
      />
      <TextInput
        label={t("public")}
        hint={t("publicHint")}
        value={publicKey}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onChange({ ...value, publicKey: hexOf(target.value) })}
        data-own="public"
      />
      <div>
        <p>{t("ownLead")}</p>
        <pre className="reg-code" data-own="text">{`${text}${publicKey || "04…"}`}</pre>
      </div>
      <TextInput
        label={t("proof")}
        hint={t("proofHint")}
        value={proof}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onChange({ ...value, proof: hexOf(target.value) })}
        data-own="proof"
      />
    </div>
  );
}
