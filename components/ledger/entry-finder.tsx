import { getTranslations } from "next-intl/server";
import { COMMAND_TYPES } from "@/lib/market/command";
import { typeKey } from "./type-key";

/** Search and filter as a plain form: what is asked for stands in the address. */
export async function EntryFinder({ q, type }: { q: string; type: string | undefined }) {
  const t = await getTranslations("ledger");
  return (
    <search>
      <form className="finder" action="/ledger#entries" method="get">
        <div className="finder-text">
          <label htmlFor="finder-q">{t("finder.label")}</label>
          <input
            id="finder-q"
            name="q"
            type="search"
            defaultValue={q}
            autoComplete="off"
            spellCheck={false}
            placeholder={t("finder.placeholder")}
          />
        </div>
        <div>
          <label htmlFor="finder-type">{t("finder.type")}</label>
          <select id="finder-type" name="type" defaultValue={type ?? ""}>
            <option value="">{t("finder.all")}</option>
            {COMMAND_TYPES.map((one) => (
              <option key={one} value={one}>
                {t(`types.${typeKey(one)}`)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="btn btn-line">
          {t("finder.find")}
        </button>
      </form>
    </search>
  );
}
