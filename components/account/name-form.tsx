"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";

interface NameFormProps {
  action: (before: { readonly ok: true } | undefined, form: FormData) => Promise<{ readonly ok: true }>;
  name: string;
  email: string;
}

export function NameForm({ action, name, email }: NameFormProps) {
  const t = useTranslations("account.me");
  const [answer, act, pending] = useActionState(action, undefined);
  return (
    <form action={act} className="wp-form account-form">
      <TextInput label={t("name")} name="name" autoComplete="name" defaultValue={name} maxLength={80} />
      <TextInput label={t("email")} value={email} readOnly autoComplete="off" />
      <div className="wp-tools">
        <Action type="submit" disabled={pending}>
          {t("save")}
        </Action>
        <span role="status">{answer && !pending ? t("saved") : ""}</span>
      </div>
    </form>
  );
}
