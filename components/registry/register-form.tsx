"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { useSigner } from "@/components/device/use-signer";
import { Action, ActionLink } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import type { FieldFlaw, RegisterActions } from "./actions";
import { AdmissionPart } from "./admission-part";
import { ContractPart } from "./contract-part";
import { FieldOf } from "./field-of";
import { FORM_FIELDS, type FormChoices } from "./form-fields";
import type { RegistryKind } from "./kinds";
import { LackingNotice } from "./lacking-notice";
import { LeaveGuard } from "./leave-guard";
import { isWhole } from "./own-key";
import { PlaceMap } from "./place-map";
import { refusedBy } from "./refused-by";
import { type Said, SaidNotice, unsureLinks } from "./said";
import { missingDocuments, type RegistrationExtra, rowSchema } from "./schema";
import { oneMonth, termRows } from "./term-rows";
import "./registry.css";

export type RowForm = UseFormReturn<Record<string, string>>;

interface RegisterFormProps {
  kind: RegistryKind;
  choices: FormChoices;
  actions: RegisterActions;
}

/** One registration: checked by the market's rules before it is signed, signed by this person's device. */
export function RegisterForm({ kind, choices, actions }: RegisterFormProps) {
  const t = useTranslations("registry");
  const router = useRouter();
  const { sign } = useSigner();
  const fields = FORM_FIELDS[kind];
  const schema = useMemo(() => rowSchema(kind), [kind]);
  const empty = useMemo(() => Object.fromEntries(fields.map(({ name }) => [name, ""])), [fields]);
  const form = useForm<Record<string, string>>({
    resolver: zodResolver(schema),
    defaultValues: empty,
    mode: "onTouched",
    // Told a moment later, or the sentence moves what is just being pressed from under the pointer.
    delayError: 400,
  });
  const [extra, setExtra] = useState<RegistrationExtra>({ ownerKeys: "none", documents: [] });
  const [term, setTerm] = useState(oneMonth);
  const [tries, setTries] = useState(0);
  const [asked, setAsked] = useState(false);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const [said, setSaid] = useState<Said>();
  const values = form.watch();
  // Told, not disabled: a disabled button would lose the focus that a closed dialog gives back to it.
  const isBusy = form.formState.isSubmitting;
  const lacking = kind === "participants" ? missingDocuments(values.kind ?? "", extra.documents) : [];

  const send = async (row: Record<string, string>) => {
    setSaid(undefined);
    setAsked(lacking.length > 0);
    if (lacking.length > 0)
      return document.querySelector<HTMLElement>("[data-documents] input:not(:checked)")?.focus();
    if (typeof extra.ownerKeys === "object" && !isWhole(extra.ownerKeys))
      return setSaid({ look: "wrong", text: t("keys.lacking") });
    const rows = kind === "contracts" ? termRows(row, term) : [row];
    const checked = await actions.check(kind, rows).catch(() => undefined);
    if (checked === undefined) return setSaid({ look: "notice", text: t("noAnswer") });
    if (!checked.ok) {
      const [first] = checked.flaws;
      for (const { field, code } of checked.flaws)
        form.setError(field, { type: "server", message: code }, { shouldFocus: field === first?.field });
      if (first && (rows.length > 1 || fields.every(({ name }) => name !== first.field)))
        setSaid({ look: "wrong", text: flawText(first, rows) });
      return;
    }
    if (checked.warnings.join() !== warnings.join()) return setWarnings(checked.warnings);
    const outcome = await sign((keyId) => actions.prepare(keyId, kind, rows, extra));
    setTries((count) => count + 1);
    const [answer] = outcome.state === "signed" ? outcome.answers : [];
    const refusal =
      outcome.state === "refused" ? outcome.refusal : answer?.ok === false ? answer.refusal : undefined;
    if (refusal)
      setSaid({
        look: refusal.code === "unavailable" ? "notice" : "wrong",
        text: t(refusal.code === "possession" ? "keys.stale" : refusedBy(refusal), { ...refusal }),
        ...(refusal.code === "unavailable" ? { links: unsureLinks } : {}),
      });
    if (!answer?.ok) return;
    form.reset(empty);
    setTerm(oneMonth);
    setExtra({ ownerKeys: "none", documents: [] });
    setWarnings([]);
    setSaid(entered(rows[0] ?? row, answer.receipt.index));
    router.refresh();
  };

  // The next one can be typed at once.
  const { setFocus } = form;
  const [first] = fields;
  useEffect(() => {
    if (said?.look === "plain" && first) setFocus(first.name);
  }, [said, first, setFocus]);

  const entered = ({ id, name, number, month }: Record<string, string>, entry: number): Said => {
    const asked = new URLSearchParams({ q: number ?? id ?? "", ...(month === undefined ? {} : { month }) });
    return {
      look: "plain",
      text: t("enteredAs", { what: name ?? number ?? id ?? "", entry }),
      links: [
        { says: "seeIt", href: `/exchange/${kind}?${asked}` },
        { says: "seeEntry", href: `/ledger/${entry}` },
      ],
    };
  };

  const flawText = ({ row, field, code }: FieldFlaw, rows: readonly Record<string, string>[]) => {
    const what = t(t.has(`flaw.${code}`) ? `flaw.${code}` : "flaw.other");
    const where = t.has(`fields.${field}`) ? `${t(`fields.${field}`)}: ` : "";
    return rows.length > 1 ? `${rows[row]?.month ?? ""} ${where}${what}` : what;
  };

  return (
    <form
      className="reg-form"
      onSubmit={isBusy ? (event) => event.preventDefault() : form.handleSubmit(send)}
      noValidate
      data-register={kind}
    >
      <LeaveGuard dirty={form.formState.isDirty} />
      <div className="wp-form">
        <LackingNotice kind={kind} choices={choices} />
        {fields.map((field) => (
          <FieldOf key={field.name} field={field} form={form} choices={choices} />
        ))}
        {kind === "contracts" ? (
          <ContractPart form={form} choices={choices} term={term} onTerm={setTerm} />
        ) : null}
        {kind === "participants" ? (
          <AdmissionPart
            kind={values.kind ?? ""}
            province={values.province ?? ""}
            toProve={actions.toProve}
            {...{ extra, tries }}
            flaw={asked && lacking.length > 0 ? t("documents.lacking") : undefined}
            onChange={setExtra}
          />
        ) : null}
        {warnings.length === 0 ? null : (
          <div className="reg-wide">
            <Notice look="notice">
              {warnings.map((one) => (
                <p key={one}>{t(`warning.${one}`)}</p>
              ))}
              <p>{t("warning.anyway")}</p>
            </Notice>
          </div>
        )}
        {said === undefined ? null : (
          <div className="reg-wide">
            <SaidNotice said={said} />
          </div>
        )}
        <div className="wp-tools reg-wide">
          <Action look="do" type="submit" aria-disabled={isBusy || undefined}>
            {t(warnings.length === 0 ? "toSign" : "signAnyway")}
          </Action>
          <ActionLink look="bare" href={`/exchange/${kind}`}>
            {t("back")}
          </ActionLink>
        </div>
      </div>
      <div className="reg-aside">
        <section>
          <h2>{t("whoSigns.title")}</h2>
          <p>{t(`whoSigns.${kind}`)}</p>
        </section>
        {kind === "plants" ? <PlaceMap form={form} /> : null}
      </div>
    </form>
  );
}
