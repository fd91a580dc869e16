"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Action } from "@/components/workplace/button";

/** A session with its times and places in words. */
export interface SessionShown {
  readonly id: string;
  readonly isHere: boolean;
  /** Browser and system; "" where it does not say. */
  readonly device: string;
  readonly from: string;
  readonly method: "password" | "oidc" | "link";
  readonly since: string;
  readonly seen: string;
}

interface SessionListProps {
  sessions: readonly SessionShown[];
  action: (
    before: { readonly ended: number } | undefined,
    form: FormData,
  ) => Promise<{ readonly ended: number }>;
}

/** Where the person is signed in; each may be ended, all others at once. */
export function SessionList({ sessions, action }: SessionListProps) {
  const t = useTranslations("account.sessions");
  const [answer, act, pending] = useActionState(action, undefined);
  const others = sessions.filter(({ isHere }) => !isHere).length;
  return (
    <form action={act}>
      <div className="wp-scroll">
        <table className="wp-table" data-stack="yes">
          <caption>{t("title")}</caption>
          <thead>
            <tr>
              {(["device", "from", "how", "since", "seen"] as const).map((key) => (
                <th key={key} scope="col">
                  {t(key)}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">{t("end")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <Row key={session.id} session={session} pending={pending} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="wp-tools account-after">
        {others > 0 ? (
          <Action type="submit" look="wrong" disabled={pending}>
            {t("endOthers", { n: others })}
          </Action>
        ) : (
          <span>{t("only")}</span>
        )}
        <span role="status">{answer && !pending && answer.ended > 0 ? t("ended") : ""}</span>
      </div>
    </form>
  );
}

function Row({ session, pending }: { session: SessionShown; pending: boolean }) {
  const t = useTranslations("account.sessions");
  const { id, isHere, from, method, since, seen } = session;
  const device = session.device || t("unknown");
  return (
    <tr data-session={isHere ? "here" : "other"}>
      <td data-title>
        {device}
        {isHere ? <span className="account-tag">{t("here")}</span> : null}
      </td>
      <td data-label={t("from")}>{from || t("own")}</td>
      <td data-label={t("how")}>{t(`method.${method}`)}</td>
      <td data-label={t("since")}>{since}</td>
      <td data-label={t("seen")}>{seen}</td>
      <td className="end">
        {isHere ? null : (
          <Action
            type="submit"
            look="bare"
            name="session"
            value={id}
            disabled={pending}
            aria-label={t("endOf", { device })}
          >
            {t("end")}
          </Action>
        )}
      </td>
    </tr>
  );
}
