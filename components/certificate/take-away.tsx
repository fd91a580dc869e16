"use client";

import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";

interface TakeAwayProps {
  pdfUrl: string | undefined;
  bundleUrl: string;
  /** After a failure only the bundle can still be taken, to be checked elsewhere. */
  hidden: boolean;
}

/** What can be carried away: the certificate to hang up, and the file that proves it with the network unplugged. */
export function TakeAway({ pdfUrl, bundleUrl, hidden }: TakeAwayProps) {
  const t = useTranslations("certificate");
  return (
    <section className="lower-block take" aria-labelledby="take-title">
      <h2 className="heading" id="take-title">
        {t("take.title")}
      </h2>
      <ul>
        {pdfUrl !== undefined && !hidden && (
          <li>
            <a href={pdfUrl} download>
              <b>{t("take.pdf")}</b>
              <small>{t("take.pdfSays")}</small>
              <Icon name="download" />
            </a>
          </li>
        )}
        <li>
          <a href={bundleUrl} download="bundle.json">
            <b>{t("take.bundle")}</b>
            <small>{t("take.bundleSays")}</small>
            <Icon name="download" />
          </a>
        </li>
        {!hidden && (
          <li>
            <button type="button" onClick={() => window.print()}>
              <b>{t("take.print")}</b>
              <small>{t("take.printSays")}</small>
              <Icon name="print" />
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
