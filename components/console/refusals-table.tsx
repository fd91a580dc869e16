"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { momentOf } from "@/components/ledger/moment";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import "./console.css";
import type { RefusalView } from "./gateway-view";
import { useRefusalWords } from "./refusal-words";

/** Refusals by code: how often, what each means, what to do. */
export function RefusalsTable({ refusals }: { refusals: readonly RefusalView[] }) {
  const t = useTranslations("exchange.gateway");
  const types = useTranslations("ledger.types");
  const words = useRefusalWords();
  if (refusals.length === 0) return <p className="dim">{t("refusalsNone")}</p>;
  return (
    <div className="console-scroll">
      <table className="console-list">
        <thead>
          <tr>
            <th scope="col">{t("columns.code")}</th>
            <th scope="col" className="end">
              {t("count")}
            </th>
            <th scope="col">{t("meaning")}</th>
            <th scope="col">{t("todo")}</th>
            <th scope="col">{t("columns.type")}</th>
            <th scope="col">{t("last")}</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ code, count, types: of, last }) => (
            <tr key={code} data-code={code}>
              <th scope="row" className="mono">
                <Link href={`?state=refused&code=${code}`} prefetch={false}>
                  {code}
                </Link>
              </th>
              <td className="end">{grouped(count)}</td>
              <td>{words(code).is}</td>
              <td>{words(code).todo}</td>
              <td className="dim">{of.map((type) => types(typeKey(type))).join(t("separator"))}</td>
              <td className="dim">{momentOf(last)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
