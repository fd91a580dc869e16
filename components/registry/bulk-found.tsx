"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { refusalCodes } from "@/components/jobs/refusal-codes";
import { grouped } from "@/components/ui/format";
import { Action, ActionLink } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import "@/components/workplace/table.css";
import { mendingCsv } from "./bulk-csv";
import type { BulkFlaw, BulkFound } from "./bulk-view";
import { choicesOf } from "./form-fields";
import type { RegistryKind } from "./kinds";

interface BulkFoundViewProps {
  kind: RegistryKind;
  found: BulkFound;
  /** Puts the refused lines where they can be mended. */
  onMend: (csv: string) => void;
}

/** What would be taken in and what has to be mended: each refused line by number, field and reason. */
export function BulkFoundView({ kind, found, onMend }: BulkFoundViewProps) {
  const t = useTranslations("registry");
  const { reason, field } = useFlawWords(kind);
  const csv = mendingCsv(found, (flaw) => `${field(flaw)}: ${reason(flaw)}`.replace(/^: /, ""));
  const address = useFileAddress(csv);
  const { good, refusedLines, lines, refused, warnings } = found;
  return (
    <>
      <p className="reg-bulk-sum" role="status" data-good={good} data-refused={refusedLines}>
        {good + refusedLines === 0
          ? t("bulkEntry.nothing")
          : t("bulkEntry.found", { lines: good + refusedLines, good, refused: refusedLines })}
      </p>
      {Object.keys(warnings).length === 0 ? null : (
        <Notice look="notice">
          {Object.entries(warnings).map(([code, count]) => (
            <p key={code}>
              {t("bulkEntry.warned", { count })} {t(`warning.${code}`)}
            </p>
          ))}
        </Notice>
      )}
      {refusedLines === 0 ? null : (
        <>
          <div className="wp-scroll reg-bulk-refused">
            <table className="wp-table">
              <caption>{t("bulkEntry.refused")}</caption>
              <thead>
                <tr>
                  {["line", "field", "value", "reason"].map((name) => (
                    <th key={name} scope="col" className={name === "line" ? "end" : undefined}>
                      {t(`bulkEntry.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {refused.map((flaw) => (
                  <tr key={`${flaw.line}/${flaw.field}`} data-code={flaw.code}>
                    <td className="end">{grouped(flaw.line)}</td>
                    <td>{field(flaw) || "—"}</td>
                    <td className="reg-code">{givenIn(found, flaw) || "—"}</td>
                    <td>{reason(flaw)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {refusedLines > lines.length ? (
            <p className="reg-note">{t("bulkEntry.listed", { count: lines.length })}</p>
          ) : null}
          <div className="wp-tools">
            <ActionLink href={address} download={`${kind}-refused.csv`} data-mend="file">
              {t("bulkEntry.download", { count: lines.length })}
            </ActionLink>
            <Action onClick={() => onMend(csv.slice(1))} data-mend="here">
              {t("bulkEntry.mendHere")}
            </Action>
          </div>
        </>
      )}
    </>
  );
}

/** The words of a column and of a refusal; the rules' own sentence where there are none. */
function useFlawWords(kind: RegistryKind) {
  const t = useTranslations("registry");
  const why = useTranslations("jobs.why");
  return {
    field: ({ field }: BulkFlaw) => (t.has(`fields.${field}`) ? t(`fields.${field}`) : field),
    reason({ code, reason, field }: BulkFlaw) {
      if (field === "uscc" && t.has(`flaw.uscc-${reason.split(": ")[1]}`)) {
        return t(`flaw.uscc-${reason.split(": ")[1]}`);
      }
      const choices = code === "range" ? choicesOf(kind, field) : undefined;
      if (choices !== undefined) return t("bulkEntry.oneOf", { values: choices.join(", ") });
      const known = refusalCodes.find((one) => one === code);
      return known === undefined ? reason : why(known);
    },
  };
}

/** As it stands in the refused line. */
function givenIn({ columns, lines }: BulkFound, { line, field }: BulkFlaw): string {
  const fields = lines.find((one) => one.line === line)?.fields ?? [];
  return field === "" ? fields.join(",") : (fields[columns.indexOf(field)] ?? "");
}

/** Of a text as a file to be saved, for as long as it is shown. */
function useFileAddress(text: string): string {
  const [address, setAddress] = useState("#");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return address;
}
