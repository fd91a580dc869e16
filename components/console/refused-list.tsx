"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { momentOf } from "@/components/ledger/moment";
import { typeKey } from "@/components/ledger/type-key";
import "./console.css";
import type { SubmissionView } from "./gateway-view";
import { useRefusalWords } from "./refusal-words";

/** The newest refusals in words. */
export function RefusedList({ rows }: { rows: readonly SubmissionView[] }) {
  const t = useTranslations("exchange.home.refusals");
  const types = useTranslations("ledger.types");
  const words = useRefusalWords();
  if (rows.length === 0) return <p className="dim">{t("none")}</p>;
  return (
    <table className="console-list">
      <thead>
        <tr>
          <th scope="col">{t("when")}</th>
          <th scope="col">{t("type")}</th>
          <th scope="col">{t("why")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, time, type, code }) => (
          <tr key={id}>
            <td className="dim">{momentOf(time).slice(5, 16)}</td>
            <th scope="row">{types(typeKey(type))}</th>
            <td>
              <Link href={`/exchange/gateway?state=refused&s=${id}`} prefetch={false}>
                {words(code).is}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
