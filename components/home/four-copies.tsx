"use client";

import { useTranslations } from "next-intl";
import { checkCount, ledgerHolds } from "@/components/certificate/page-state";
import type { LedgerNow } from "@/components/ledger/ledger-now";
import { useMemberName } from "@/components/ledger/use-member-name";
import { chunks, grouped } from "@/components/ui/format";
import type { KwhPage } from "./use-kwh";

/** Where the line ends: the members' own copies of the ledger, and whether they are the same. */
export function FourCopies({ ledger, page }: { ledger: LedgerNow; page: KwhPage }) {
  const t = useTranslations("home");
  const memberName = useMemberName();
  const proven = page.outcome?.verdict?.figures?.ledger;
  const shown = page.revealed >= checkCount && ledgerHolds(page.outcome, page.revealed) ? proven : undefined;
  const size = shown?.size ?? ledger.size;
  const root = shown?.root ?? ledger.root;
  return (
    <div className="way-ledger">
      <div className="way-height">
        <p className="way-note">{t("copies.height")}</p>
        <p className="way-big">{grouped(size)}</p>
        <Agreement ledger={ledger} cosigned={shown?.members.filter((one) => one.cosigned).length} />
        <p className="way-note mono">
          {t("copies.root")}{" "}
          {chunks(root.slice(0, 16), 4)
            .map(({ text }) => text)
            .join(" ")}
        </p>
        <p className="way-operator">
          {t(ledger.singleOperator ? "copies.oneOperator" : "copies.consortium")}
        </p>
        <a href="/ledger">{t("copies.more")}</a>
      </div>
      <ol className="way-members" aria-label={t("copies.members")}>
        {ledger.members.map((member) => (
          <li key={member.name} data-spot="member" data-state={member.state}>
            <span>{memberName(member.name)}</span>
            <b>{member.state === "down" ? "—" : grouped(member.height)}</b>
            {member.state !== "agreeing" && <i>{t(`copies.states.${member.state}`)}</i>}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** In ink what the page's host says; green when this device has checked the signatures itself. */
function Agreement({ ledger, cosigned }: { ledger: LedgerNow; cosigned: number | undefined }) {
  const t = useTranslations("home");
  const count = ledger.members.length;
  if (cosigned !== undefined) {
    return (
      <p className="way-agree" data-checked="true">
        {t(cosigned === count ? "copies.allSigned" : "copies.someSigned", { count, cosigned })}
      </p>
    );
  }
  const same = ledger.members.every(({ root, state }) => state === "agreeing" && root === ledger.root);
  return <p className="way-agree">{t(same ? "copies.claimedSame" : "copies.claimedOther", { count })}</p>;
}
