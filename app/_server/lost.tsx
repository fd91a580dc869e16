import { getTranslations } from "next-intl/server";
import { Words } from "@/app/_server/words";
import { CodeField } from "@/components/scan/code-field";
import { TornLine } from "@/components/shell/torn-line";

/** No such page, certificate or entry: a mistyped code is the likely reason, so it can be typed again here. */
export async function Lost() {
  const t = await getTranslations("shell");
  return (
    <div className="lost">
      <TornLine />
      <h1>{t("lost.title")}</h1>
      <p>{t("lost.text")}</p>
      <Words of={["scan"]}>
        <CodeField scanHref="/scan" />
      </Words>
      <ul>
        <li>
          <a href="/">{t("lost.home")}</a>
        </li>
        <li>
          <a href="/ledger">{t("lost.ledger")}</a>
        </li>
      </ul>
    </div>
  );
}
