import { getTranslations } from "next-intl/server";
import { momentOf } from "./moment";

interface EntryJson {
  readonly rules: string;
  readonly time: number;
  readonly type: string;
  readonly command: {
    readonly signers: readonly string[];
    readonly sealed: Readonly<Record<string, string>>;
    readonly payload: { readonly code?: unknown };
  };
  readonly signatures: readonly { readonly keyId: string; readonly alg: string }[];
}

const algorithms: Readonly<Record<string, string>> = { p256: "P-256", sm2: "SM2", ed25519: "Ed25519" };

/** Who signed it, what it keeps sealed, and the record itself, member by member as it was hashed. */
export async function EntryRecord({ text }: { text: string }) {
  const t = await getTranslations("ledger");
  const entry = JSON.parse(text) as EntryJson;
  const { code } = entry.command.payload;
  const certificate = typeof code === "string" && /^L1C[0-9A-Z]{29}$/.test(code) ? code : undefined;
  const sealed = Object.keys(entry.command.sealed).length;
  return (
    <>
      <section className="ledger-part" aria-labelledby="signers-title">
        <h2 id="signers-title" className="ledger-title">
          {t("record.signers", { count: entry.signatures.length })}
        </h2>
        <table className="ledger-table">
          <thead>
            <tr>
              <th scope="col">{t("record.key")}</th>
              <th scope="col">{t("record.algorithm")}</th>
            </tr>
          </thead>
          <tbody>
            {entry.signatures.map(({ keyId, alg }) => (
              <tr key={keyId}>
                <td className="mono ledger-root" data-label={t("record.key")}>
                  {keyId.length === 64 ? t("record.sealedKey") : keyId}
                </td>
                <td data-label={t("record.algorithm")}>{algorithms[alg] ?? t("record.sealedKey")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="ledger-part" aria-labelledby="record-title">
        <h2 id="record-title" className="ledger-title">
          {t("record.title")}
        </h2>
        <p className="aside">
          {t("record.about", { moment: momentOf(entry.time), rules: entry.rules })}{" "}
          {sealed > 0 && t("record.sealed", { count: sealed })}
          {certificate !== undefined && (
            <>
              {" "}
              <a href={`/c/${certificate}`}>{t("record.certificate")}</a>
            </>
          )}
        </p>
        <textarea
          className="ledger-raw"
          readOnly
          rows={24}
          aria-label={t("record.title")}
          value={JSON.stringify(JSON.parse(text), null, 2)}
          spellCheck={false}
        />
      </section>
    </>
  );
}
