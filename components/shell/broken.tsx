"use client";

import { useTranslations } from "next-intl";
import { TornLine } from "@/components/shell/torn-line";
import { Button } from "@/components/ui/button";

interface BrokenProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** A page that broke: what happened, what it means, what to do. */
export function Broken({ error, reset }: BrokenProps) {
  const t = useTranslations("shell");
  return (
    <div className="lost" role="alert">
      <TornLine />
      <h1>{t("broken.title")}</h1>
      <p>{t("broken.text")}</p>
      {error.digest !== undefined && (
        <p className="mono aside">{t("broken.code", { digest: error.digest })}</p>
      )}
      <Button look="full" onClick={reset}>
        {t("broken.again")}
      </Button>
    </div>
  );
}
