"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { checkLedger, type LedgerFound } from "@/components/ledger/check-ledger";
import { momentOf } from "@/components/ledger/moment";
import { useMemberName } from "@/components/ledger/use-member-name";
import { grouped } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import { ageOf } from "./age";
import "./console.css";
import type { MembersView, MemberView } from "./members-view";
import { Rebuilding, RebuildMember } from "./rebuild-member";

const glyphs = { agreeing: "●", lagging: "◐", diverged: "✕", down: "○" } as const;
const looks = { agreeing: undefined, lagging: "look", diverged: "wrong", down: "look" } as const;

/** Heights, roots and digests side by side. Green only what this device has checked itself. */
export function MembersTable({
  view,
  rebuild,
}: {
  view: MembersView;
  rebuild: (name: string) => Promise<string>;
}) {
  const t = useTranslations("exchange.members");
  const [found, setFound] = useState<LedgerFound>();
  useEffect(() => {
    let left = false;
    void checkLedger(view.ledger).then((answer) => {
      if (!left) setFound(answer);
    });
    return () => {
      left = true;
    };
  }, [view.ledger]);
  return (
    <div className="console-scroll">
      <table className="console-list">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("member")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col" className="end">
              {t("height")}
            </th>
            <th scope="col">{t("root")}</th>
            <th scope="col">{t("digest")}</th>
            <th scope="col">{t("cosignature")}</th>
            <th scope="col">{t("checked")}</th>
          </tr>
        </thead>
        <tbody>
          {view.members.map((member) => (
            <MemberRow key={member.name} member={member} view={view} found={found} rebuild={rebuild} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MemberRowProps {
  member: MemberView;
  view: MembersView;
  found: LedgerFound | undefined;
  rebuild: (name: string) => Promise<string>;
}

function MemberRow({ member, view, found, rebuild }: MemberRowProps) {
  const t = useTranslations("exchange.members");
  const states = useTranslations("ledger.members.states");
  const memberName = useMemberName();
  const { name, state, reason, height, root, digest, cosignedAt } = member;
  // A member that cannot be asked, or cannot read its own head, has no height to show.
  const rebuilding = member.rebuild?.isOver === false;
  const unknown = state === "down" || root === "";
  const signed = found?.ok ? found.cosigned.includes(name) : undefined;
  return (
    <tr data-member={name} data-state={state}>
      <th scope="row">
        {memberName(name)}
        <div className="mono dim">{name}</div>
      </th>
      <td data-label={t("state")}>
        <span className="console-mark" data-look={looks[state]} aria-hidden="true">
          {glyphs[state]}
        </span>
        {states(state)}
        {reason === undefined ? null : (
          <div className="dim" lang="en">
            {reason}
          </div>
        )}
        {rebuilding ? <Rebuilding standing={member.rebuild} /> : null}
        {!rebuilding && view.mayRebuild && (state === "diverged" || state === "down") ? (
          <RebuildMember name={name} rebuild={rebuild} last={member.rebuild} />
        ) : null}
      </td>
      <td className="end" data-label={t("height")}>
        {unknown ? "—" : grouped(height)}
        {unknown || height === view.ledger.size ? null : (
          <div className="dim">{t("behind", { count: view.ledger.size - height })}</div>
        )}
      </td>
      <td className="mono" data-label={t("root")}>
        {unknown ? "—" : <GroupedText text={root.slice(0, 16)} size={4} />}
      </td>
      <td className="mono" data-label={t("digest")}>
        {unknown ? "—" : <GroupedText text={digest.slice(0, 16)} size={4} />}
      </td>
      <td data-label={t("cosignature")}>
        {cosignedAt === undefined ? (
          t("unsigned")
        ) : (
          <>
            {t(`age.${ageOf(view.now - cosignedAt).unit}`, { count: ageOf(view.now - cosignedAt).count })}
            <div className="dim">{momentOf(cosignedAt)}</div>
          </>
        )}
      </td>
      <td
        data-label={t("checked")}
        data-tone={signed ? "checked" : undefined}
        style={signed ? { color: "var(--verified)" } : undefined}
      >
        {signed === undefined
          ? t(found?.ok === false ? "checkFailed" : "checking")
          : t(signed ? "ok" : "unsigned")}
      </td>
    </tr>
  );
}
