"use client";

import { useTranslations } from "next-intl";
import { percentOfPpm } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import { SelectInput } from "@/components/workplace/field";
import { province } from "@/lib/identifiers/provinces";
import type { FormChoices } from "./form-fields";
import { nextChannels, pathAt } from "./path";
import type { RowForm } from "./register-form";

interface PathFieldProps {
  around: { label: string; hint?: string; flaw?: string };
  form: RowForm;
  choices: FormChoices;
}

/** The channels from plant to unit, one after the other: only those that start where the last one ended. */
export function PathField({ around, form, choices }: PathFieldProps) {
  const t = useTranslations("registry");
  const text = form.watch("channels") ?? "";
  const from = choices.plant.find(({ id }) => id === form.watch("plant"))?.at;
  const to = choices.unit.find(({ id }) => id === form.watch("unit"))?.at;
  const path = pathAt(text, choices.channels);
  const at = path.at(-1)?.toProvince ?? from;
  const next = at === undefined ? [] : nextChannels(at, path, choices.channels);
  const name = (code: string | undefined) => (code === undefined ? "…" : (province(code)?.name ?? code));
  const set = (ids: readonly string[]) => form.setValue("channels", ids.join(">"), { shouldDirty: true });
  const ids = path.map(({ id }) => id);
  return (
    <div className="reg-wide wp-field">
      {from === undefined ? null : (
        <p className="reg-path">
          <b>{name(from)}</b>
          {path.map(({ id, name: channel, toProvince, lossPpm }) => (
            <span key={id}>
              → {channel} {percentOfPpm(lossPpm)} → {name(toProvince)}
            </span>
          ))}
          {at === undefined || to === undefined ? null : (
            <span className="reg-note">{t(at === to ? "path.arrived" : "path.toGo", { to: name(to) })}</span>
          )}
          {path.length === 0 ? null : (
            <Action look="bare" onClick={() => set(ids.slice(0, -1))}>
              {t("path.back")}
            </Action>
          )}
        </p>
      )}
      <SelectInput
        {...around}
        hint={at === undefined ? t("path.plantFirst") : around.hint}
        value=""
        onChange={({ target }) => set([...ids, target.value])}
        disabled={next.length === 0}
        placeholder={next.length === 0 ? t("path.none") : t("path.add")}
        choices={next.map((channel) => ({
          value: channel.id,
          label: `${channel.name} → ${name(channel.toProvince)} ${percentOfPpm(channel.lossPpm)}`,
        }))}
      />
    </div>
  );
}
