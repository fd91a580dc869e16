import { useTranslations } from "next-intl";
import { useState } from "react";
import { Action } from "@/components/workplace/button";
import { factsOf } from "./facts";
import { fieldWords, hasWords } from "./field-words";
import type { ReadMessage } from "./message";

/** So many are drawn before a press: a file's command has thousands. */
const most = 60;

/** The values of a command, named in words where there are some: every one of them can be read before it is signed. */
export function Facts({ read }: { read: ReadMessage }) {
  const t = useTranslations("device");
  const [isAll, setAll] = useState(false);
  const facts = factsOf(read);
  const hidden = isAll ? 0 : Math.max(0, facts.length - most);
  return (
    <>
      <dl className="device-facts">
        {facts.slice(0, facts.length - hidden).map(({ path, field, value, isSealed }) => (
          <div key={`${isSealed}${path}`}>
            <dt>{hasWords(field) ? t(`fields.${fieldWords[field]}`) : <code>{field}</code>}</dt>
            <dd>
              {value === "" ? "—" : value}
              {isSealed ? <small> {t("sign.sealed")}</small> : null}
            </dd>
          </div>
        ))}
      </dl>
      {hidden === 0 ? null : (
        <Action onClick={() => setAll(true)}>{t("sign.more", { count: hidden })}</Action>
      )}
    </>
  );
}
