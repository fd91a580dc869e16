"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { RegisterActions } from "./actions";
import { documentsFor } from "./form-fields";
import { noKey, OwnKeyFields } from "./own-key";
import type { GivenKey, RegistrationExtra } from "./schema";

interface AdmissionPartProps {
  kind: string;
  province: string;
  extra: RegistrationExtra;
  onChange: (extra: RegistrationExtra) => void;
  toProve: RegisterActions["toProve"];
  /** Counts what was sent: somebody else's admission moves the code on. */
  tries: number;
  /** What is wrong with the papers, once it was sent. */
  flaw: string | undefined;
}

/** The papers that were looked at, and who keeps the participant's key. */
export function AdmissionPart({ kind, province, extra, onChange, toProve, tries, flaw }: AdmissionPartProps) {
  const t = useTranslations("registry");
  const { ownerKeys } = extra;
  const own = typeof ownerKeys === "object";
  const toggle = (name: string) => {
    const seen = extra.documents.includes(name)
      ? extra.documents.filter((one) => one !== name)
      : [...extra.documents, name];
    onChange({ ...extra, documents: seen });
  };
  return (
    <>
      <fieldset
        className="reg-checks reg-wide"
        data-documents
        aria-describedby={flaw === undefined ? undefined : "documents-flaw"}
      >
        <legend>{t("documents.lead")}</legend>
        {kind === "" ? <p className="reg-note">{t("documents.kindFirst")}</p> : null}
        {(kind === "" ? [] : documentsFor(kind)).map((name) => (
          <label key={name}>
            <input type="checkbox" checked={extra.documents.includes(name)} onChange={() => toggle(name)} />
            {t(`document.${name}`)}
          </label>
        ))}
        {flaw === undefined ? null : (
          <p className="wp-flaw" id="documents-flaw" role="alert">
            {flaw}
          </p>
        )}
      </fieldset>
      <fieldset className="reg-checks reg-wide" data-keys>
        <legend>{t("keys.choice")}</legend>
        {(["none", "p256", "self"] as const).map((value) => (
          <label key={value}>
            <input
              type="radio"
              name="owner-keys"
              value={value}
              checked={value === (own ? "self" : ownerKeys)}
              onChange={() => onChange({ ...extra, ownerKeys: value === "self" ? noKey : value })}
            />
            {t(`keys.${value}`)}
          </label>
        ))}
      </fieldset>
      {own ? (
        <div className="reg-wide">
          <Proof
            key={`${province}/${tries}`}
            {...{ province, toProve }}
            value={ownerKeys}
            onChange={(next) => onChange({ ...extra, ownerKeys: next })}
          />
        </div>
      ) : null}
    </>
  );
}

interface ProofProps extends Pick<AdmissionPartProps, "province" | "toProve"> {
  value: GivenKey;
  onChange: (value: GivenKey) => void;
}

/** What is signed names the code the participant will have: that depends on its province and on who came before. */
function Proof({ province, toProve, value, onChange }: ProofProps) {
  const t = useTranslations("registry.keys");
  const [text, setText] = useState("");
  useEffect(() => {
    let isWanted = true;
    void toProve(province).then(
      (answer) => isWanted && setText(answer),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [province, toProve]);
  if (text === "") return <p className="reg-note">{t("provinceFirst")}</p>;
  return <OwnKeyFields text={text} value={value} onChange={onChange} />;
}
