"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { EntryInput } from "./entry-field";
import { PasswordInput } from "./password-input";
import { type PasswordRefusal, usePasswordFlaw } from "./use-password-flaw";

export type ChosenAnswer = { readonly ok: false; readonly name: string; readonly email: string } & (
  | PasswordRefusal
  | { readonly code: "link" | "email" | "taken" }
);

interface ChooseFormProps {
  action: (before: ChosenAnswer | undefined, form: FormData) => Promise<ChosenAnswer>;
  purpose: "setup" | "invitation" | "reset";
  token: string;
  /** Known where the account is there already. */
  email?: string;
  name?: string;
}

/** Where a one-time link leads: who one is, and the password one wants. */
export function ChooseForm({ action, purpose, token, email, name }: ChooseFormProps) {
  const t = useTranslations("account.choose");
  const [answer, act, pending] = useActionState(action, undefined);
  const flaw = usePasswordFlaw();
  const code = answer?.code;
  const ofEmail = code === "email" || code === "taken" ? t(`refusals.${code}`) : undefined;
  return (
    <form action={act} className="entry-form" data-answer={code}>
      <input type="hidden" name="purpose" value={purpose} />
      <input type="hidden" name="token" value={token} />
      {code === "link" ? (
        <p className="entry-flaw" role="alert">
          {t("refusals.link")}
        </p>
      ) : null}
      <EntryInput
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={answer?.email || email}
        readOnly={email !== undefined}
        flaw={ofEmail}
        required
      />
      {purpose === "reset" ? null : (
        <EntryInput
          label={t("name")}
          name="name"
          autoComplete="name"
          defaultValue={answer?.name || name}
          maxLength={80}
          hint={t("nameHint")}
        />
      )}
      <PasswordInput
        label={t("password")}
        name="password"
        autoComplete="new-password"
        hint={t("passwordHint")}
        flaw={answer && "code" in answer ? flaw(answer) : undefined}
      />
      <Button type="submit" look="full" disabled={pending}>
        {pending ? t("pending") : t(`submit.${purpose}`)}
      </Button>
    </form>
  );
}
