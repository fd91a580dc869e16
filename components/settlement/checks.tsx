import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { grouped } from "@/components/ui/format";
import "@/components/console/console.css";
import type { CheckView } from "./run-view";

const glyphs = { ok: "●", look: "◆", stop: "✕" } as const;

/** What was looked at before the run: what stops it, what somebody should have seen, each with the way to mend it. */
export function Checks({ checks }: { checks: readonly CheckView[] }) {
  const t = useTranslations("settlement");
  return (
    <table className="console-list">
      <caption className="sr-only">{t("checks.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("checks.what")}</th>
          <th scope="col" className="end">
            {t("checks.count")}
          </th>
          <th scope="col">{t("checks.found")}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <Row key={check.id} check={check} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ check }: { check: CheckView }) {
  const t = useTranslations("settlement");
  const { id, level, count, of, names, href } = check;
  return (
    <tr data-check={id} data-level={level}>
      <th scope="row">
        <span className="console-mark" data-look={level} aria-hidden="true">
          {glyphs[level]}
        </span>
        {t(`checks.id.${id}`)}
        <span className="sr-only"> {t(`checks.level.${level}`)}</span>
      </th>
      <td className="end">{id === "contracts" ? grouped(of) : `${grouped(count)} / ${grouped(of)}`}</td>
      <td>
        {level === "ok" && (id !== "closable" || count === 0) ? (
          <span className="dim">{t(`checks.fine.${id}`)}</span>
        ) : (
          <>
            {t(`checks.say.${id}`, { count })} <Names check={check} />
            {names.length === 0 && level === "stop" ? (
              <Link href={href} prefetch={false}>
                {t("checks.mend")}
              </Link>
            ) : null}
          </>
        )}
      </td>
    </tr>
  );
}

/** The first of what was found: one way to mend it, or a way to each. */
function Names({ check: { count, names, href, links } }: { check: CheckView }) {
  const t = useTranslations("settlement");
  if (names.length === 0) return null;
  const more = Math.max(0, count - names.length);
  if (links === undefined) {
    return (
      <Link href={href} prefetch={false}>
        {t("checks.names", { names: names.join(t("separator")), more })}
      </Link>
    );
  }
  return (
    <>
      {names.map((name, at) => (
        <Fragment key={`${links[at]} ${name}`}>
          {at === 0 ? "" : t("separator")}
          <Link href={links[at] ?? href} prefetch={false}>
            {name}
          </Link>
        </Fragment>
      ))}
      {more === 0 ? null : t("checks.names", { names: "", more })}
    </>
  );
}
