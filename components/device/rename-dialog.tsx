"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import { Dialog } from "@/components/workplace/overlays";
import type { DeviceActions, DeviceRow } from "./device-row";

interface RenameDialogProps {
  row: DeviceRow;
  rename: DeviceActions["rename"];
  onDone: () => void;
}

/** What a person calls its device: kept here, not in the market. */
export function RenameDialog({ row, rename, onDone }: RenameDialogProps) {
  const t = useTranslations("device");
  const [label, setLabel] = useState(row.label);
  const [isWrong, setWrong] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await rename(row.keyId, label.trim()).catch(() => false)) onDone();
    else setWrong(true);
  };
  return (
    <Dialog open onClose={onDone} title={t("rename.title")}>
      <form className="device-form" onSubmit={submit}>
        <TextInput
          label={t("enrol.label")}
          value={label}
          maxLength={60}
          required
          onChange={(event) => setLabel(event.target.value)}
          {...(isWrong ? { flaw: t("rename.flaw") } : {})}
        />
        <div className="wp-tools">
          <Action onClick={onDone}>{t("cancel")}</Action>
          <Action look="do" type="submit" disabled={label.trim() === ""}>
            {t("rename.do")}
          </Action>
        </div>
      </form>
    </Dialog>
  );
}
