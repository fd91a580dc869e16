"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Camera } from "./camera";
import { CodeField } from "./code-field";
import { decodeFile } from "./decode";
import { type Destination, destinationOf } from "./destination";
import "./scan.css";

/** Three ways in, one way on: to the certificate's own page. */
export function Scanner({ typed }: { typed: string }) {
  const t = useTranslations("scan");
  const [found, setFound] = useState<Destination>();
  const [problem, setProblem] = useState<string>();
  const go = (text: string): void => {
    const destination = destinationOf(text, window.location.origin);
    setProblem(undefined);
    setFound(destination);
    if (destination.kind === "certificate") window.location.assign(destination.href);
  };
  const picture = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const text = await decodeFile(file).catch(() => undefined);
    if (text) go(text);
    else setProblem(t("noCode"));
  };
  return (
    <div className="scan-ways">
      <Camera onText={go} />
      <div className="scan-others">
        <label className="btn btn-line scan-picture">
          {t("picture")}
          <input type="file" accept="image/*" onChange={(event) => void picture(event.target.files?.[0])} />
        </label>
        <div role="status" className="scan-say">
          <Said found={found} problem={problem} />
        </div>
        <CodeField typed={typed} hint={t("where")} />
      </div>
    </div>
  );
}

function Said({ found, problem }: { found: Destination | undefined; problem: string | undefined }) {
  const t = useTranslations("scan");
  if (problem !== undefined) return <p data-tone="notice">{problem}</p>;
  if (found?.kind === "certificate") return <p>{t("opening")}</p>;
  if (found?.kind === "refused") return <p data-tone="notice">{t(`refused.${found.code}`)}</p>;
  if (found?.kind !== "elsewhere") return null;
  return (
    <p>
      {t("elsewhere", { host: found.host })} <a href={found.href}>{t("goThere")}</a>
    </p>
  );
}
