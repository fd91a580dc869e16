"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { Drawer } from "@/components/workplace/overlays";
import { CertificateDetail } from "./certificate-detail";
import type { CertificateView } from "./issuing-view";

interface CertificatesTableProps {
  rows: readonly CertificateView[];
  total: number;
  pageSize: number;
  /** The one the address names. */
  detail: CertificateView | undefined;
  empty: React.ReactNode;
}

/** Every certificate that was issued; a row opens what can be reprinted of it. */
export function CertificatesTable({ rows, total, pageSize, detail, empty }: CertificatesTableProps) {
  const t = useTranslations("exchange.certificates");
  const [, setOpen] = useQueryState("c", parseAsString.withOptions({ shallow: false, scroll: false }));
  const columns = useMemo((): Column<CertificateView>[] => {
    return [
      { id: "code", header: t("code"), sortable: true, cell: ({ code }) => <Ending code={code} /> },
      { id: "month", header: t("month"), sortable: true, cell: ({ month }) => month },
      {
        id: "unit",
        header: t("unit"),
        cell: ({ unit, unitName, province }) => (
          <span>
            {unit} {unitName} <span className="dim">{province}</span>
          </span>
        ),
      },
      { id: "holder", header: t("holder"), cell: ({ holder }) => holder },
      { id: "kwh", header: "kWh", align: "end", cell: ({ kwh }) => <b>{grouped(kwh)}</b> },
      { id: "status", header: t("status"), cell: ({ status }) => <Standing status={status} /> },
      { id: "level", header: t("level"), narrow: "hide", cell: ({ level }) => t(`levels.${level}`) },
      {
        id: "entry",
        header: t("entry"),
        align: "end",
        sortable: true,
        cell: ({ entry }) => <a href={`/ledger/${entry}`}>{grouped(entry)}</a>,
      },
      {
        id: "print",
        header: t("print"),
        cell: ({ code }) => (
          <span className="wp-tools">
            <a href={`/c/${code}`}>{t("page")}</a>
            <a href={`/c/${code}/certificate.pdf`}>PDF</a>
            <a href={`/c/${code}/qr.svg`}>{t("qr")}</a>
          </span>
        ),
      },
    ];
  }, [t]);
  const at = rows.findIndex(({ code }) => code === detail?.code);
  return (
    <>
      <DataTable
        caption={t("title")}
        columns={columns}
        rows={rows}
        keyOf={({ code }) => code}
        total={total}
        pageSize={pageSize}
        onOpen={({ code }) => void setOpen(code)}
        empty={empty}
      />
      <Drawer
        open={detail !== undefined}
        onClose={() => void setOpen(null)}
        title={detail?.code ?? ""}
        place={at < 0 ? null : <span>{t("place", { at: at + 1, of: rows.length })}</span>}
        tools={
          detail === undefined ? null : (
            <>
              <ActionLink href={`/c/${detail.code}/certificate.pdf`}>PDF</ActionLink>
              <ActionLink href={`/c/${detail.code}/bundle.json`} download>
                {t("bundle")}
              </ActionLink>
              <ActionLink href={`/c/${detail.code}`} target="_blank">
                {t("public")}
              </ActionLink>
            </>
          )
        }
      >
        {detail === undefined ? null : <CertificateDetail certificate={detail} />}
      </Drawer>
    </>
  );
}

/** The end of a code is what tells certificates apart. */
export function Ending({ code }: { code: string }) {
  return (
    <span className="mono" title={code}>
      …{code.slice(-8, -4)} {code.slice(-4)}
    </span>
  );
}

const marks = { valid: "●", superseded: "◐", revoked: "✕", disputed: "◆" } as const;
const looks = { valid: undefined, superseded: "look", revoked: "wrong", disputed: "look" } as const;

export function Standing({ status }: { status: CertificateView["status"] }) {
  const t = useTranslations("exchange.certificates.statuses");
  return (
    <span>
      <span className="console-mark" data-look={looks[status]} aria-hidden="true">
        {marks[status]}
      </span>
      {t(status)}
    </span>
  );
}
