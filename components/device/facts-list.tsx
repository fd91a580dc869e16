import { useTranslations } from "next-intl";
import { factsOf } from "./facts";
import { fieldWords, hasWords } from "./field-words";
import type { ReadMessage } from "./message";

const most = 60;

/** The values of a command, named in words where there are some. */
export function Facts({ read }: { read: ReadMessage }) {
  const t = useTranslations("device");
  const facts = factsOf(read);
  return (
    <>
      <dl className="device-facts">
        {facts.slice(0, most).map(({ path, field, value, isSealed }) => (
          <div key={`${isSealed}${path}`}>
            <dt>{hasWords(field) ? t(`fields.${fieldWords[field]}`) : <code>{field}</code>}</dt>
            <dd>
              {value === "" ? "—" : value}
              {isSealed ? <small> {t("sign.sealed")}</small> : null}
            </dd>
          </div>
        ))}
      </dl>
      {facts.length > most ? <p>{t("sign.more", { count: facts.length - most })}</p> : null}
    </>
  );
}
