"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import { Dialog } from "@/components/workplace/overlays";

interface View {
  readonly id: string;
  readonly name: string;
  readonly query: string;
}

interface ViewsBarProps {
  views: readonly View[];
  /** The list as it stands now. */
  query: string;
  keep: (name: string, query: string) => Promise<View | undefined>;
  forget: (id: string) => Promise<boolean>;
}

/** One's named views: each an address that can be sent to a colleague. */
export function ViewsBar({ views, query, keep, forget }: ViewsBarProps) {
  const t = useTranslations("holdings");
  const [naming, setNaming] = useState(false);
  const [flaw, setFlaw] = useState(false);
  const here = views.find((view) => view.query === query);
  const submit = async (form: FormData): Promise<void> => {
    const kept = await keep(String(form.get("name") ?? ""), query);
    setFlaw(kept === undefined);
    if (kept !== undefined) setNaming(false);
  };
  return (
    <div className="hold-views">
      {views.map((view) => (
        <Link
          key={view.id}
          href={`/dashboard/certificates?${view.query}`}
          prefetch={false}
          aria-current={view === here ? "page" : undefined}
        >
          {view.name}
        </Link>
      ))}
      {here === undefined ? (
        <Action look="bare" onClick={() => setNaming(true)}>
          {t("views.keep")}
        </Action>
      ) : (
        <Action look="bare" onClick={() => void forget(here.id)}>
          {t("views.forget", { name: here.name })}
        </Action>
      )}
      <Dialog open={naming} onClose={() => setNaming(false)} title={t("views.title")}>
        <form action={submit} className="wp-form">
          <TextInput
            label={t("views.name")}
            name="name"
            required
            maxLength={60}
            autoComplete="off"
            hint={t("views.hint")}
            flaw={flaw ? t("views.flaw") : undefined}
          />
          <div className="wp-tools">
            <Action look="do" type="submit">
              {t("views.save")}
            </Action>
            <Action onClick={() => setNaming(false)}>{t("views.cancel")}</Action>
          </div>
        </form>
      </Dialog>
    </div>
  );
}
