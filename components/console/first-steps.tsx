import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "@/components/workplace/page-head";
import type { FirstStep } from "./home-view";
import "./console.css";

/** From an empty market to its first certificate, step by step; each leads to where it is done. */
export function FirstSteps({ steps }: { steps: readonly FirstStep[] }) {
  const t = useTranslations("exchange.home.first");
  const next = steps.findIndex(({ done }) => !done);
  return (
    <Section id="first" title={t("title")} lead={t("lead")}>
      <ol className="console-steps" style={{ maxWidth: 760 }}>
        {steps.map(({ id, done, href, file }, at) => (
          <li
            key={id}
            data-step={id}
            data-done={done ? "yes" : "no"}
            aria-current={at === next ? "step" : undefined}
          >
            <span>
              <Link href={href} prefetch={false} style={{ fontWeight: at === next ? 600 : 400 }}>
                {t(id)}
              </Link>
              {file === undefined || done ? null : (
                <Link className="by-file" href={`/exchange/files#${file}`} prefetch={false}>
                  {t("byFile")}
                </Link>
              )}
            </span>
            <span className="dim">{done ? `● ${t("done")}` : at === next ? `○ ${t("now")}` : "…"}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
