"use client";

import { useTranslations } from "next-intl";
import { type MouseEvent, useState } from "react";
import { Action } from "@/components/workplace/button";
import { Dialog } from "@/components/workplace/overlays";

export type Change = "make-admin" | "unmake-admin" | "disable" | "enable" | "reset" | "revoke-invitation";

/** What takes something away is asked about first; without a script it is done as pressed. */
type Asked = "unmake-admin" | "disable" | "reset" | "revoke-invitation";

interface MemberChangesProps {
  account: string;
  person: string;
  changes: readonly Change[];
  act: (form: FormData) => void;
  pending: boolean;
}

/** What can be done with one account. */
export function MemberChanges({ account, person, changes, act, pending }: MemberChangesProps) {
  const t = useTranslations("account.organisation");
  const [asked, setAsked] = useState<Asked>();
  const ask = (change: Change) => (event: MouseEvent) => {
    if (change === "make-admin" || change === "enable") return;
    event.preventDefault();
    setAsked(change);
  };
  return (
    <>
      <form action={act} className="account-changes">
        <input type="hidden" name="account" value={account} />
        {changes.map((change) => (
          <Action
            key={change}
            type="submit"
            look="bare"
            name="change"
            value={change}
            disabled={pending}
            aria-label={t("changeOf", { change: t(`changes.${change}`), person })}
            onClick={ask(change)}
          >
            {t(`changes.${change}`)}
          </Action>
        ))}
      </form>
      <Dialog
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked ? t("changeOf", { change: t(`changes.${asked}`), person }) : ""}
      >
        {asked === undefined ? null : (
          <form
            className="account-ask"
            action={(form) => {
              setAsked(undefined);
              act(form);
            }}
          >
            <input type="hidden" name="account" value={account} />
            <input type="hidden" name="change" value={asked} />
            <p>{t(`asks.${asked}`, { person })}</p>
            <div className="wp-tools">
              <Action type="submit" look="wrong" data-confirm>
                {t(`changes.${asked}`)}
              </Action>
              <Action onClick={() => setAsked(undefined)}>{t("cancel")}</Action>
            </div>
          </form>
        )}
      </Dialog>
    </>
  );
}
