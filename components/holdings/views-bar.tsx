"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
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
  const [flaw, setFlaw] = useState<"flaw" | "lost">();
  const [stays, setStays] = useState(false);
  const here = views.find((view) => view.query === query);
  // Not the form's own action: that would empty the field, also of what could not be kept.
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const answer = await keep(String(form.get("name") ?? ""), query).catch(() => "lost" as const);
    setFlaw(answer === "lost" ? "lost" : answer === undefined ? "flaw" : undefined);
    if (typeof answer === "object") setNaming(false);
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
        <Action
          look="bare"
          onClick={() =>
            void forget(here.id).then(
              () => setStays(false),
              () => setStays(true),
            )
          }
        >
          {t("views.forget", { name: here.name })}
        </Action>
      )}
      {stays ? <span role="alert">{t("views.stays")}</span> : null}
      <Dialog open={naming} onClose={() => setNaming(false)} title={t("views.title")}>
        <form onSubmit={(event) => void submit(event)} className="wp-form">
          <TextInput
            label={t("views.name")}
            name="name"
            required
            maxLength={60}
            autoComplete="off"
            hint={t("views.hint")}
            flaw={flaw === undefined ? undefined : t(`views.${flaw}`)}
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
