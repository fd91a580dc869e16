"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { SelectInput, TextInput } from "@/components/workplace/field";
import { ENERGY_TYPES } from "@/lib/identifiers/energy-types";
import { PROVINCES } from "@/lib/identifiers/provinces";
import { CHOICES, type FormChoices, type FormField, type ObjectChoice } from "./form-fields";
import { PathField } from "./path-field";
import type { RowForm } from "./register-form";
import { UsccChecks } from "./uscc-checks";

interface FieldOfProps {
  field: FormField;
  form: RowForm;
  choices: FormChoices;
}

/** One field with its name, what it takes, and what is wrong with it. */
export function FieldOf({ field, form, choices }: FieldOfProps) {
  const t = useTranslations("registry");
  const english = useLocale() === "en";
  const { name } = field;
  const error = form.formState.errors[name]?.message;
  const flaw = error === undefined ? undefined : t(t.has(`flaw.${error}`) ? `flaw.${error}` : "flaw.other");
  const hint = t.has(`hint.${name}`) ? t(`hint.${name}`) : undefined;
  const unit =
    field.input === "number" ? ` ${t.has(`unit.${field.unit}`) ? t(`unit.${field.unit}`) : field.unit}` : "";
  const optional = field.optional ? t("optional") : "";
  const around = {
    label: `${t(`fields.${name}`)}${unit}${optional}`,
    ...(hint === undefined || hint === flaw ? {} : { hint }),
    ...(flaw === undefined ? {} : { flaw }),
  };
  const given = form.register(name);
  switch (field.input) {
    case "choice":
      return (
        <SelectInput
          {...around}
          {...given}
          placeholder={t("choose")}
          choices={CHOICES[field.words].map((value) => ({ value, label: t(`${field.words}.${value}`) }))}
        />
      );
    case "province":
      return (
        <SelectInput
          {...around}
          {...given}
          placeholder={t("choose")}
          choices={PROVINCES.map((one) => {
            return { value: one.code, label: `${one.code} ${english ? one.nameEn : one.name}` };
          })}
        />
      );
    case "energy":
      return (
        <SelectInput
          {...around}
          {...given}
          placeholder={t("choose")}
          choices={ENERGY_TYPES.map((one) => {
            return { value: one.code, label: `${one.code} ${english ? one.nameEn : one.name}` };
          })}
        />
      );
    case "object":
      return <ObjectInput around={around} given={given} of={field.of} form={form} choices={choices} />;
    case "path":
      return <PathField around={around} form={form} choices={choices} />;
    case "uscc":
      return (
        <div>
          <TextInput {...around} {...given} autoComplete="off" spellCheck={false} maxLength={18} />
          <UsccChecks text={form.watch(name) ?? ""} />
        </div>
      );
    default:
      return (
        <TextInput
          {...around}
          {...given}
          autoComplete="off"
          inputMode={field.input === "number" ? "decimal" : undefined}
          placeholder={field.input === "month" ? "2026-09" : undefined}
        />
      );
  }
}

interface ObjectInputProps {
  around: { label: string; hint?: string; flaw?: string };
  given: ReturnType<RowForm["register"]>;
  of: keyof Omit<FormChoices, "channels"> | "asset";
  form: RowForm;
  choices: FormChoices;
}

/** An id that is registered: typed or chosen; the name of what it stands for is said beside it. */
function ObjectInput({ around, given, of, form, choices }: ObjectInputProps) {
  const t = useTranslations("registry");
  const list = useId();
  const role = form.watch("role");
  const found: readonly ObjectChoice[] =
    of === "asset" ? (role === "consumption" ? choices.unit : choices.plant) : choices[of];
  const value = form.watch(given.name) ?? "";
  const named = found.find(({ id }) => id === value)?.name;
  const hint = named ?? (found.length === 0 ? t("noneYet") : around.hint);
  return (
    <>
      <TextInput
        {...around}
        {...given}
        {...(hint === undefined ? {} : { hint })}
        list={list}
        autoComplete="off"
      />
      <datalist id={list}>
        {found.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
