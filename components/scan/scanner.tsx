"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Camera } from "./camera";
import { decodeFile } from "./decode";
import { type Destination, destinationOf } from "./destination";
import "../verify/verify.css";
import "./scan.css";

/** Three ways in, one way on: to the certificate's own page. */
export function Scanner() {
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
    <>
      <Camera onText={go} />
      <label className="btn btn-line scan-picture">
        {t("picture")}
        <input type="file" accept="image/*" onChange={(event) => void picture(event.target.files?.[0])} />
      </label>
      <TypedCode onText={go} />
      <div role="status" className="scan-say">
        {problem ? <p data-tone="failed">{problem}</p> : null}
        {found?.kind === "refused" ? <p data-tone="failed">{t(`refused.${found.code}`)}</p> : null}
        {found?.kind === "elsewhere" ? (
          <p>
            {t("elsewhere", { host: found.host })} <a href={found.href}>{t("goThere")}</a>
          </p>
        ) : null}
      </div>
    </>
  );
}

function TypedCode({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("scan");
  const field = useId();
  const [text, setText] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onText(text);
  };
  return (
    <form className="scan-type" onSubmit={submit}>
      <label htmlFor={field}>{t("typed")}</label>
      <div className="scan-row">
        <input
          id={field}
          className="text-field"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="characters"
          placeholder="L1C0 0000 0MX4 …"
        />
        <Button look="full" type="submit">
          {t("check")}
        </Button>
      </div>
    </form>
  );
}
