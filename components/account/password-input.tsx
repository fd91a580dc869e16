"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import { EntryInput } from "./entry-field";

interface PasswordInputProps {
  label: ReactNode;
  name: string;
  autoComplete: "current-password" | "new-password";
  hint?: ReactNode;
  flaw?: ReactNode;
  /** `dense` inside a workplace. */
  look?: "large" | "dense";
}

/** May be pasted into, may be shown, and says when the shift lock is on. */
export function PasswordInput({ hint, flaw, ...rest }: PasswordInputProps) {
  const t = useTranslations("account.field");
  const [shown, setShown] = useState(false);
  const [locked, setLocked] = useState(false);
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const look = (event: KeyboardEvent<HTMLInputElement>) => setLocked(event.getModifierState("CapsLock"));
  return (
    <EntryInput
      {...rest}
      type={shown ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      required
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setLocked(false)}
      hint={locked ? <span data-caps>{t("caps")}</span> : hint}
      flaw={flaw}
      tool={
        scripted ? (
          <button type="button" className="entry-show" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? t("hide") : t("show")}
          </button>
        ) : null
      }
    />
  );
}
