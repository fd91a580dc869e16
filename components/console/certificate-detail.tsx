"use client";

import Image from "next/image";
import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import { ActionLink } from "@/components/workplace/button";
import { Standing } from "./certificates-table";
import "./console.css";
import type { CertificateView } from "./issuing-view";

/** What a certificate says, and everything of it that can be printed again. */
export function CertificateDetail({ certificate }: { certificate: CertificateView }) {
  const t = useTranslations("exchange.certificates");
  const { code, month, version, status, level, entry, hash, unit, unitName, province, holder, kwh, lines } =
    certificate;
  return (
    <div className="console-parts" data-even="yes">
      <div>
        <p style={{ fontSize: "2.25rem", fontWeight: 600, lineHeight: 1.2 }}>
          {grouped(kwh)} <small style={{ fontSize: "0.9375rem", fontWeight: 400 }}>kWh</small>
        </p>
        <dl className="console-facts" style={{ marginTop: 16 }}>
          <dt>{t("code")}</dt>
          <dd className="mono">
            <GroupedText text={code} size={4} />
          </dd>
          <dt>{t("holder")}</dt>
          <dd>{holder}</dd>
          <dt>{t("unit")}</dt>
          <dd>
            {unit} {unitName} {province}
          </dd>
          <dt>{t("month")}</dt>
          <dd>{month}</dd>
          <dt>{t("lines")}</dt>
          <dd>{grouped(lines)}</dd>
          <dt>{t("status")}</dt>
          <dd>
            <Standing status={status} />
          </dd>
          <dt>{t("level")}</dt>
          <dd>{t(`levels.${level}`)}</dd>
          <dt>{t("version")}</dt>
          <dd>{version}</dd>
          <dt>{t("entry")}</dt>
          <dd>
            <a href={`/ledger/${entry}`}>{grouped(entry)}</a>
          </dd>
          <dt>{t("hash")}</dt>
          <dd className="mono">
            <GroupedText text={hash} size={8} />
          </dd>
        </dl>
      </div>
      <div>
        <Image
          unoptimized
          src={`/c/${code}/qr.svg`}
          alt={t("qrAlt")}
          width={220}
          height={220}
          style={{ background: "#fff" }}
        />
        <p className="dim" style={{ marginBlock: 10 }}>
          {t("qrText")}
        </p>
        <div className="wp-tools">
          <ActionLink href={`/c/${code}/qr.svg`} download={`${code}.svg`}>
            {t("qrFile")}
          </ActionLink>
          <ActionLink href={`/c/${code}/certificate.pdf`} download>
            PDF
          </ActionLink>
        </div>
      </div>
    </div>
  );
}
