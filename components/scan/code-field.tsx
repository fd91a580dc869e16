"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Destination, destinationOf } from "./destination";
import "./code-field.css";

interface CodeFieldProps {
  /** Where the camera is, shown beside the field; absent on the page that has it. */
  scanHref?: string;
  /** What stands below the field until there is something to say. */
  hint?: string;
  /** What was typed before, on a page that answers for it. */
  typed?: string;
}

/** A certificate's code by hand. Before any script has run it is a plain form that `/scan` answers. */
export function CodeField({ scanHref, hint, typed = "" }: CodeFieldProps) {
  const t = useTranslations("scan");
  const field = useId();
  const [text, setText] = useState(typed);
  const [found, setFound] = useState<Destination>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const destination = destinationOf(text, window.location.origin);
    setFound(destination);
    if (destination.kind === "certificate") window.location.assign(destination.href);
  };
  return (
    <form className="code-field" action="/scan" method="get" onSubmit={submit}>
      <label htmlFor={field}>{t("typed")}</label>
      <div className="code-row">
        <input
          id={field}
          name="code"
          className="text-field"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setFound(undefined);
          }}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="characters"
          placeholder="L1C0 0000 0MX4 …"
          aria-describedby={`${field}-say`}
        />
        <Button look="full" type="submit">
          {t("check")}
        </Button>
        {scanHref !== undefined && (
          <a className="btn btn-line" href={scanHref}>
            {t("scanCode")}
          </a>
        )}
      </div>
      <p id={`${field}-say`} role="status" className="code-say">
        <Said found={found} text={text} hint={hint} />
      </p>
    </form>
  );
}

function Said({
  found,
  text,
  hint,
}: {
  found: Destination | undefined;
  text: string;
  hint: string | undefined;
}) {
  const t = useTranslations("scan");
  if (found?.kind === "certificate") return t("opening");
  if (found?.kind === "elsewhere") {
    return (
      <>
        {t("elsewhere", { host: found.host })} <a href={found.href}>{t("goThere")}</a>
      </>
    );
  }
  if (found?.kind !== "refused") return hint;
  const typed = [...text.replace(/[\s-]/g, "")].length;
  const length = found.code === "trace-code" && typed !== 32 && !text.includes("/");
  return (
    <span data-tone="refused">
      {length ? t("refused.length", { count: typed }) : t(`refused.${found.code}`)}
    </span>
  );
}
