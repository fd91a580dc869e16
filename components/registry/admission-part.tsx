"use client";

import { useTranslations } from "next-intl";
import { documentsFor } from "./form-fields";
import type { RegistrationExtra } from "./schema";

interface AdmissionPartProps {
  kind: string;
  extra: RegistrationExtra;
  onChange: (extra: RegistrationExtra) => void;
}

/** The papers that were looked at, and who keeps the participant's key. */
export function AdmissionPart({ kind, extra, onChange }: AdmissionPartProps) {
  const t = useTranslations("registry");
  const toggle = (name: string) => {
    const seen = extra.documents.includes(name)
      ? extra.documents.filter((one) => one !== name)
      : [...extra.documents, name];
    onChange({ ...extra, documents: seen });
  };
  return (
    <>
      <fieldset className="reg-checks reg-wide" data-documents>
        <legend>{t("documents.lead")}</legend>
        {kind === "" ? <p className="reg-note">{t("documents.kindFirst")}</p> : null}
        {(kind === "" ? [] : documentsFor(kind)).map((name) => (
          <label key={name}>
            <input type="checkbox" checked={extra.documents.includes(name)} onChange={() => toggle(name)} />
            {t(`document.${name}`)}
          </label>
        ))}
      </fieldset>
      <fieldset className="reg-checks reg-wide">
        <legend>{t("keys.choice")}</legend>
        {(["none", "p256"] as const).map((value) => (
          <label key={value}>
            <input
              type="radio"
              name="owner-keys"
              checked={extra.ownerKeys === value}
              onChange={() => onChange({ ...extra, ownerKeys: value })}
            />
            {t(`keys.${value}`)}
          </label>
        ))}
        <p className="reg-note">{t("keys.ownLater")}</p>
      </fieldset>
    </>
  );
}
