import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { GroupedText } from "@/components/ui/grouped-text";
import { Action } from "@/components/workplace/button";
import { factsOf } from "./facts";
import { fieldWords, hasWords } from "./field-words";
import type { ReadMessage } from "./message";
import { type Scalar, sayValue } from "./say-value";

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
        {facts.slice(0, facts.length - hidden).map(({ path, field, items, isSealed }) => (
          <div key={`${isSealed}${path}`}>
            <dt>{hasWords(field) ? t(`fields.${fieldWords[field]}`) : <code>{field}</code>}</dt>
            <dd>
              {items.length === 0 ? "—" : null}
              {items.map((value) => (
                <Value key={String(value)} field={field} value={value} />
              ))}
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

/** Where words stand for a value, the value itself stands beside them: it is what is signed. */
function Value({ field, value }: { field: string; value: Scalar }) {
  const t = useTranslations("device");
  const locale = useLocale();
  const said = sayValue(field, value);
  const raw = String(value);
  if (said === undefined) return <span>{raw === "" ? "—" : raw}</span>;
  if ("groups" in said) {
    return (
      <span className="device-code">
        <GroupedText text={raw} size={said.groups} />
      </span>
    );
  }
  return (
    <span>
      {"text" in said ? said.text : null}
      {"names" in said ? (locale === "en" ? said.names.en : said.names.zh) : null}
      {"key" in said ? t(`values.${said.key}`, said.values) : null}{" "}
      <code>{"unit" in said ? `${raw} ${said.unit}` : raw}</code>
    </span>
  );
}
