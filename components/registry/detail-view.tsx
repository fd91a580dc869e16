"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import type { PrepareStanding } from "./actions";
import type { RegistryDetail } from "./kinds";
import { StandingPanel } from "./standing-panel";
import "./registry.css";

interface DetailViewProps {
  detail: RegistryDetail;
  prepare: PrepareStanding;
}

/** All of a kind that a name is found beside; contracts are not found by the name of who owns their plant. */
function listOf(kind: string, name: string): string {
  return `/exchange/${kind}?${new URLSearchParams({ q: name, ...(kind === "contracts" ? { month: "all" } : {}) })}`;
}

/** What a registry has of one object: facts, what belongs to it, and the entries that name it. */
export function DetailView({ detail, prepare }: DetailViewProps) {
  const t = useTranslations("registry");
  const types = useTranslations("ledger.types");
  const related = detail.related.filter(({ total }) => total > 0);
  return (
    <>
      <h2 className="reg-title">{detail.title}</h2>
      <p className="reg-note">{detail.about}</p>
      <p className="reg-code">{detail.code}</p>
      <dl className="reg-facts" style={{ marginTop: 16 }}>
        {detail.facts.map(({ label, value, unit, href, mono }) => (
          <div key={label} style={{ display: "contents" }}>
            <dt>{label}</dt>
            <dd className={mono ? "reg-code" : undefined}>
              {href === undefined ? (
                value
              ) : (
                <Link href={href} prefetch={false}>
                  {value}
                </Link>
              )}
              {unit === undefined ? null : ` ${unit}`}
            </dd>
          </div>
        ))}
      </dl>
      {detail.standing === undefined ? null : (
        <StandingPanel name={detail.title} standing={detail.standing} prepare={prepare} />
      )}
      {detail.related.length > 0 && related.length === 0 ? (
        <p className="reg-part">{t("related.none")}</p>
      ) : null}
      {related.map(({ id, title, total, rows }) => (
        <section key={id} className="reg-part">
          <h3>
            {title} {grouped(total)}
          </h3>
          <ul className="reg-lines">
            {rows.map(({ key, text, note, href }) => (
              <li key={key}>
                <Link href={href} prefetch={false}>
                  {text}
                </Link>
                <span>{note}</span>
              </li>
            ))}
          </ul>
          {total > rows.length ? (
            <p className="reg-note">
              {id === "contracts" && detail.kind === "participants" ? (
                t("more", { count: total - rows.length })
              ) : (
                <Link href={listOf(id, detail.title)} prefetch={false}>
                  {t("more", { count: total - rows.length })}
                </Link>
              )}
            </p>
          ) : null}
        </section>
      ))}
      <section className="reg-part">
        <h3>{t("history")}</h3>
        <ul className="reg-lines">
          {detail.history.map(({ index, type, at }) => (
            <li key={index}>
              <Link href={`/ledger/${index}`} prefetch={false}>
                {types(typeKey(type))} {grouped(index)}
              </Link>
              <span>{at}</span>
            </li>
          ))}
        </ul>
        {detail.history.length === 0 ? <p className="reg-note">{t("sealedHistory")}</p> : null}
      </section>
    </>
  );
}
