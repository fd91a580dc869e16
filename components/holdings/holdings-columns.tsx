import { grouped } from "@/components/ui/format";
import type { Column } from "@/components/workplace/data-table";
import { CheckCell } from "./check-cell";
import type { Checked } from "./check-holding";
import { type HoldingView, shortCode } from "./holding-view";
import { PlantsCell } from "./plants-cell";

/** Messages of `holdings`. */
export type Says = (key: string, values?: Record<string, string | number>) => string;

/** The list's columns; quantities are sealed, so the server sorts by what is not. */
export function holdingColumns(
  t: Says,
  checkedOf: (row: HoldingView) => Checked | undefined,
): Column<HoldingView>[] {
  return [
    {
      id: "code",
      header: t("column.code"),
      sortable: true,
      cell: ({ code, version }) => (
        <span className="hold-code">
          <span className="mono" title={code}>
            {shortCode(code)}
          </span>
          {version > 1 ? <small>{t("version", { version })}</small> : null}
        </span>
      ),
    },
    {
      id: "month",
      header: t("column.month"),
      sortable: true,
      cell: ({ month }) => <span className="hold-one">{month}</span>,
    },
    {
      id: "unit",
      header: t("column.unit"),
      sortable: true,
      cell: ({ unitName }) => <span className="hold-words">{unitName}</span>,
    },
    { id: "plants", header: t("column.plants"), cell: ({ plants }) => <PlantsCell plants={plants} /> },
    {
      id: "kwh",
      header: t("column.kwh"),
      align: "end",
      cell: ({ settledKwh, status }) => (
        <b className="hold-kwh" data-status={status}>
          {grouped(settledKwh)}
        </b>
      ),
    },
    {
      id: "status",
      header: t("column.status"),
      sortable: true,
      cell: ({ status }) => (
        <span className="hold-status" data-status={status}>
          {t(`status.${status}`)}
        </span>
      ),
    },
    {
      id: "level",
      header: t("column.level"),
      sortable: true,
      narrow: "hide",
      cell: ({ level }) => <span className="hold-one">{t(`level.${level}`)}</span>,
    },
    {
      id: "checked",
      header: t("column.checked"),
      cell: (row) => <CheckCell checked={checkedOf(row)} />,
    },
    {
      id: "take",
      header: t("column.take"),
      cell: ({ code }) => (
        <span className="hold-take">
          <a href={`/dashboard/labels?codes=${code}`}>{t("take.qr")}</a>
          <a href={`/c/${code}/certificate.pdf`}>{t("take.pdf")}</a>
          <a href={`/dashboard/certificates/${code}/bundle.json?download=1`} download>
            {t("take.bundle")}
          </a>
        </span>
      ),
    },
  ];
}
