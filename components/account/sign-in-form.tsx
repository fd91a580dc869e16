"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { EntryInput } from "./entry-field";
import { PasswordInput } from "./password-input";
import { useWait } from "./use-wait";

export type SignInAnswer =
  | { readonly ok: false; readonly code: "wrong"; readonly email: string }
  | { readonly ok: false; readonly code: "later"; readonly retryAfterS: number; readonly email: string };

interface SignInFormProps {
  signIn: (before: SignInAnswer | undefined, form: FormData) => Promise<SignInAnswer>;
  /** Where to go afterwards, a path of this site. */
  next?: string;
}

/** Works before any script has run: a plain form, answered on the page. */
export function SignInForm({ signIn, next }: SignInFormProps) {
  const t = useTranslations("account.signIn");
  const [answer, act, pending] = useActionState(signIn, undefined);
  const wait = useWait();
  const said =
    answer && (answer.code === "wrong" ? t("wrong") : t("later", { wait: wait(answer.retryAfterS) }));
  return (
    <form action={act} className="entry-form" data-answer={pending ? undefined : answer?.code}>
      {next === undefined ? null : <input type="hidden" name="next" value={next} />}
      <EntryInput
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={answer?.email}
        required
      />
      <PasswordInput label={t("password")} name="password" autoComplete="current-password" />
      {said === undefined || pending ? null : (
        <p className="entry-flaw" role="alert">
          {said}
        </p>
      )}
      <Button type="submit" look="full" disabled={pending}>
        {pending ? t("pending") : t("submit")}
      </Button>
    </form>
  );
}
