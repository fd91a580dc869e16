"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { PasswordInput } from "./password-input";
import { type PasswordRefusal, usePasswordFlaw } from "./use-password-flaw";

export type PasswordAnswer =
  | { readonly ok: true; readonly ended: number }
  | ({ readonly ok: false } & PasswordRefusal);

interface PasswordFormProps {
  action: (before: PasswordAnswer | undefined, form: FormData) => Promise<PasswordAnswer>;
  /** For the password manager to know whose it is. */
  email: string;
  /** Whether there is an old one to give. */
  hasOld: boolean;
}

export function PasswordForm({ action, email, hasOld }: PasswordFormProps) {
  const t = useTranslations("account.password");
  const [answer, act, pending] = useActionState(action, undefined);
  const flaw = usePasswordFlaw();
  const refused = answer?.ok === false && !pending ? answer : undefined;
  return (
    <form action={act} className="wp-form account-form" data-answer={refused?.code ?? (answer?.ok && "done")}>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasOld ? (
        <PasswordInput
          look="dense"
          label={t("old")}
          name="old"
          autoComplete="current-password"
          flaw={refused?.code === "wrong" ? t("wrong") : undefined}
        />
      ) : null}
      <PasswordInput
        look="dense"
        label={t("new")}
        name="password"
        autoComplete="new-password"
        hint={t("hint")}
        flaw={refused && flaw(refused)}
      />
      <div className="wp-tools">
        <Action type="submit" look="do" disabled={pending}>
          {pending ? t("pending") : t("submit")}
        </Action>
      </div>
      {answer?.ok && !pending ? <Notice>{t("done", { n: answer.ended })}</Notice> : null}
    </form>
  );
}
