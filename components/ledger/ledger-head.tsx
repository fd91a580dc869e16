"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useDevice } from "@/components/certificate/use-device";
import { grouped } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import { checkLedger, type LedgerFound } from "./check-ledger";
import { FoundSaid } from "./found-said";
import type { LedgerNow, MemberNow } from "./ledger-now";
import { useMemberName } from "./use-member-name";

/** The newest checkpoint and who keeps it: in ink what the host says, green what this device has checked. */
export function LedgerHead({ ledger }: { ledger: LedgerNow }) {
  const t = useTranslations("ledger");
  const [found, setFound] = useState<LedgerFound>();
  useEffect(() => {
    let left = false;
    void checkLedger(ledger).then((answer) => {
      if (!left) setFound(answer);
    });
    return () => {
      left = true;
    };
  }, [ledger]);
  return (
    <>
      <section className="ledger-head" aria-labelledby="head-title">
        <div>
          <h2 id="head-title" className="ledger-label">
            {t("head.title")}
          </h2>
          <p className="ledger-height">
            {grouped(ledger.size)} <small>{t("head.entries")}</small>
          </p>
          <p className="mono ledger-root">
            <span className="ledger-label">{t("head.root")}</span>
            <GroupedText text={ledger.root} size={8} />
          </p>
          <details className="ledger-more">
            <summary className="btn btn-link">{t("head.note")}</summary>
            <p className="aside">
              {t.rich("head.noteWhy", { file: (text) => <a href="/log/checkpoint">{text}</a> })}
            </p>
            <textarea
              className="ledger-raw"
              readOnly
              rows={ledger.note.split("\n").length}
              aria-label={t("head.note")}
              value={ledger.note}
              spellCheck={false}
            />
          </details>
        </div>
        <FoundSaid found={found} ledger={ledger} />
      </section>
      <Members ledger={ledger} found={found} />
    </>
  );
}

function Members({ ledger, found }: { ledger: LedgerNow; found: LedgerFound | undefined }) {
  const t = useTranslations("ledger");
  const agreeing = ledger.members.filter(({ state }) => state === "agreeing").length;
  const all = agreeing === ledger.members.length;
  return (
    <section className="ledger-part" aria-labelledby="members-title">
      <h2 id="members-title" className="ledger-title">
        {t(all ? "members.allAgree" : "members.someAgree", { count: ledger.members.length, agreeing })}
      </h2>
      <table className="ledger-table">
        <thead>
          <tr>
            <th scope="col">{t("members.name")}</th>
            <th scope="col" className="num">
              {t("members.height")}
            </th>
            <th scope="col">{t("members.root")}</th>
            <th scope="col">{t("members.state")}</th>
            <th scope="col">{t("members.signature")}</th>
          </tr>
        </thead>
        <tbody>
          {ledger.members.map((member) => (
            <MemberRow key={member.name} member={member} found={found} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const glyphs = { agreeing: "●", lagging: "◐", diverged: "✕", down: "○" } as const;

function MemberRow({ member, found }: { member: MemberNow; found: LedgerFound | undefined }) {
  const t = useTranslations("ledger");
  const memberName = useMemberName();
  const device = useTranslations("certificate")(`device.${useDevice()}`);
  const signed = found?.ok ? found.cosigned.includes(member.name) : undefined;
  return (
    <tr data-state={member.state}>
      <th scope="row">
        {memberName(member.name)} <span className="mono ledger-aside">{member.name}</span>
      </th>
      <td className="num" data-label={t("members.height")}>
        {member.state === "down" ? "—" : grouped(member.height)}
      </td>
      <td className="mono" data-label={t("members.root")} title={member.root}>
        {member.state === "down" ? "—" : <GroupedText text={member.root.slice(0, 16)} size={4} />}
      </td>
      <td data-label={t("members.state")} className="member-state">
        <span aria-hidden="true">{glyphs[member.state]}</span> {t(`members.states.${member.state}`)}
        {member.reason !== undefined && <span className="member-reason">{member.reason}</span>}
      </td>
      <td data-label={t("members.signature")} data-tone={signed ? "checked" : undefined}>
        {signed === undefined
          ? t("members.unchecked")
          : t(signed ? "members.checked" : "members.unsigned", { device })}
      </td>
    </tr>
  );
}
