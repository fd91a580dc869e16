"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Notice } from "@/components/workplace/notice";
import { type Change, MemberChanges } from "./member-changes";
import { OneTimeLink } from "./one-time-link";

export type MemberAnswer = { readonly account: string } & (
  | {
      readonly ok: true;
      readonly change: Change;
      readonly person: string;
      readonly url?: string;
      /** Device keys of a disabled account that are still in force. */
      readonly keysLeft: number;
    }
  | { readonly ok: false; readonly code: "unknown" | "last-admin" | "self" | "state" | "not-yours" }
);

/** Somebody of the organisation, times and states in words. */
export interface MemberShown {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly isYou: boolean;
  readonly state: "active" | "invited" | "expired" | "disabled";
  readonly until: string;
  readonly seen: string;
}

interface MemberTableProps {
  members: readonly MemberShown[];
  /** Whether the one who looks may change anything. */
  mayChange: boolean;
  action: (before: MemberAnswer | undefined, form: FormData) => Promise<MemberAnswer>;
}

/** Who belongs to the organisation, and what an administrator does about it. */
export function MemberTable({ members, mayChange, action }: MemberTableProps) {
  const t = useTranslations("account.organisation");
  const [answer, act, pending] = useActionState(action, undefined);
  const columns = mayChange
    ? (["person", "standing", "state", "seen", "act"] as const)
    : (["person", "standing", "state", "seen"] as const);
  return (
    <>
      {answer && !pending ? <Said answer={answer} /> : null}
      <div className="wp-scroll">
        <table className="wp-table account-members" data-stack="yes">
          <caption>{t("person")}</caption>
          <thead>
            <tr>
              {columns.map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <tr key={member.id} data-member={member.email} data-state={member.state}>
                <td data-title>
                  {member.name || member.email}
                  {member.isYou ? <span className="account-tag">{t("you")}</span> : null}
                  {member.name ? <small>{member.email}</small> : null}
                </td>
                <td data-label={t("standing")}>{t(member.isAdmin ? "admin" : "member")}</td>
                <td data-label={t("state")}>{t(`states.${member.state}`, { until: member.until })}</td>
                <td data-label={t("seen")}>{member.seen}</td>
                {mayChange ? (
                  <td>
                    <MemberChanges
                      account={member.id}
                      person={member.name || member.email}
                      changes={changesOf(member)}
                      act={act}
                      pending={pending}
                    />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Said({ answer }: { answer: MemberAnswer }) {
  const t = useTranslations("account.organisation");
  if (!answer.ok) return <Notice look="notice">{t(`refusals.${answer.code}`, { wait: "" })}</Notice>;
  return (
    <Notice>
      <p>{t(`done.${answer.change}`, { person: answer.person })}</p>
      {answer.change === "disable" ? (
        <p>
          {t("keysLeft", { n: answer.keysLeft })}{" "}
          {answer.keysLeft > 0 ? <Link href="/account/device-keys">{t("toKeys")}</Link> : null}
        </p>
      ) : null}
      {answer.url === undefined ? null : <OneTimeLink url={answer.url} />}
    </Notice>
  );
}

function changesOf({ state, isAdmin, isYou }: MemberShown): readonly Change[] {
  if (state === "disabled") return ["enable"];
  if (state !== "active") return ["revoke-invitation"];
  if (isYou) return isAdmin ? ["unmake-admin"] : [];
  return [isAdmin ? "unmake-admin" : "make-admin", "reset", "disable"];
}
