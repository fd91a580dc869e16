"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { OneTimeLink } from "./one-time-link";
import { useWait } from "./use-wait";

export type InviteAnswer =
  | { readonly ok: true; readonly email: string; readonly organisation: string; readonly url: string }
  | {
      readonly ok: false;
      readonly code: "email" | "taken" | "participant" | "role" | "not-yours" | "later";
      readonly email: string;
      readonly retryAfterS?: number;
    };

interface InviteFormProps {
  action: (before: InviteAnswer | undefined, form: FormData) => Promise<InviteAnswer>;
  /** `own` for a colleague, `first` for another organisation's first administrator. */
  kind: "own" | "first";
}

export function InviteForm({ action, kind }: InviteFormProps) {
  const t = useTranslations("account.organisation");
  const [answer, act, pending] = useActionState(action, undefined);
  const wait = useWait();
  const refused = answer?.ok === false && !pending ? answer : undefined;
  const said = refused && t(`refusals.${refused.code}`, { wait: wait(refused.retryAfterS ?? 0) });
  const ofPlace = refused?.code === "participant" || refused?.code === "role";
  return (
    <form action={act} className="wp-form account-form" data-invite={kind} data-answer={refused?.code}>
      {kind === "first" ? (
        <TextInput
          label={t("first.participant")}
          name="participant"
          hint={t("first.participantHint")}
          flaw={ofPlace ? said : undefined}
          required
        />
      ) : null}
      <TextInput
        label={t("invite.email")}
        name="email"
        type="email"
        autoComplete="off"
        defaultValue={refused?.email}
        flaw={ofPlace ? undefined : said}
        required
      />
      {kind === "own" ? (
        <label className="account-check">
          <input type="checkbox" name="isAdmin" /> {t("invite.isAdmin")}
        </label>
      ) : null}
      <div className="wp-tools">
        <Action type="submit" look="do" disabled={pending}>
          {pending ? t("invite.pending") : t(kind === "own" ? "invite.submit" : "first.submit")}
        </Action>
      </div>
      {answer?.ok && !pending ? (
        <Notice>
          <p>{t("invite.done", { email: answer.email, organisation: answer.organisation })}</p>
          <OneTimeLink url={answer.url} />
        </Notice>
      ) : null}
    </form>
  );
}
