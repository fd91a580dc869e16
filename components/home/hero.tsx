import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CodeField } from "@/components/scan/code-field";
import "./hero.css";

/** The one claim of the house, the way in for whoever holds a certificate, and prints to try for whoever does not. */
export async function Hero({ members, children }: { members: number; children?: ReactNode }) {
  const t = await getTranslations("home");
  return (
    <section className="home-hero" data-alone={children === undefined}>
      <div>
        <h1>
          {(["first", "second", "third"] as const).map((part) => (
            <span key={part}>{t(`headline.${part}`)} </span>
          ))}
        </h1>
        <p className="home-why">{t("why", { count: members })}</p>
        <div className="home-ask">
          <CodeField scanHref="/scan" hint={children === undefined ? t("hintEmpty") : t("hint")} />
        </div>
      </div>
      {children !== undefined && <div className="home-stack">{children}</div>}
    </section>
  );
}
