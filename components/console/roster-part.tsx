import { useTranslations } from "next-intl";
import { GroupedText } from "@/components/ui/grouped-text";
import { Section } from "@/components/workplace/page-head";
import type { MembersView } from "./members-view";
import "./console.css";

/** Who the members are by their keys, and the fingerprint that visitors' devices pin. */
export function RosterPart({ view }: { view: MembersView }) {
  const t = useTranslations("exchange.members");
  const { ledger, members, fingerprint } = view;
  return (
    <Section id="roster" title={t("roster")} lead={t("rosterLead")}>
      <dl className="console-facts" style={{ marginBottom: 20 }}>
        <dt>{t("origin")}</dt>
        <dd className="mono">{ledger.origin}</dd>
        <dt>{t("fingerprint")}</dt>
        <dd className="mono">
          <GroupedText text={fingerprint} size={8} />
        </dd>
        <dt>{t("checkpointRoot")}</dt>
        <dd className="mono">
          <GroupedText text={ledger.root} size={8} />
        </dd>
        <dt>{t("checkpoint")}</dt>
        <dd>
          <a href="/log/checkpoint">/log/checkpoint</a>
        </dd>
      </dl>
      <div className="console-scroll">
        <table className="console-list">
          <caption className="sr-only">{t("roster")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("member")}</th>
              <th scope="col">{t("address")}</th>
              <th scope="col">{t("logKey")}</th>
              <th scope="col">{t("cosignKey")}</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ name, address, logKey, cosignKey }) => (
              <tr key={name}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td>{address}</td>
                <td className="mono">{`${logKey.slice(0, 16)}…`}</td>
                <td className="mono">{`${cosignKey.slice(0, 16)}…`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
