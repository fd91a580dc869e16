"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { Dialog } from "@/components/workplace/overlays";
import "./device.css";
import type { DeviceActions, DeviceRow } from "./device-row";
import { forgetKey } from "./device-store";
import { useHere } from "./use-here";
import { useSigner } from "./use-signer";

interface RevokeDialogProps {
  row: DeviceRow;
  actions: DeviceActions;
  onDone: () => void;
}

/** Ends a device's key: signed by this browser's where it has one, else by the organisation's kept key. */
export function RevokeDialog({ row, actions, onDone }: RevokeDialogProps) {
  const t = useTranslations("device");
  const { sign } = useSigner();
  const here = useHere();
  const [reason, setReason] = useState("");
  const [flaw, setFlaw] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const canSign = Array.isArray(here) && here.length > 0;
  const revoke = async (): Promise<string | undefined> => {
    if (!canSign) {
      const answer = await actions.revokeLost(row.keyId, reason.trim());
      return answer.ok ? undefined : answer.refusal.code;
    }
    const outcome = await sign((by) => actions.prepareRevoke(by, row.keyId, reason.trim()));
    if (outcome.state === "cancelled") return "cancelled";
    const refusal = outcome.state === "refused" ? outcome : outcome.answers[0];
    return refusal === undefined || "refusal" in refusal ? (refusal?.refusal.code ?? "other") : undefined;
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const code = await revoke().catch(() => "unavailable");
    setBusy(false);
    if (code === undefined || code === "key-inactive") {
      await forgetKey(row.keyId).catch(() => undefined);
      return onDone();
    }
    setFlaw(code === "cancelled" ? undefined : code);
  };
  return (
    <Dialog open onClose={onDone} title={t("revoke.title", { label: row.label })}>
      <form className="device-form" onSubmit={submit}>
        <p>{t("revoke.lead")}</p>
        <p className="device-note">{t(canSign ? "revoke.byDevice" : "revoke.byKept")}</p>
        <TextInput
          label={t("revoke.reason")}
          hint={t("revoke.hint")}
          value={reason}
          maxLength={200}
          required
          onChange={(event) => setReason(event.target.value)}
        />
        {flaw === undefined ? null : (
          <Notice look="wrong">{t(flaw === "elsewhere" ? "revoke.elsewhere" : "revoke.flaw")}</Notice>
        )}
        <div className="wp-tools">
          <Action onClick={onDone}>{t("cancel")}</Action>
          <Action look="wrong" type="submit" disabled={isBusy || reason.trim() === ""}>
            {t("revoke.do")}
          </Action>
        </div>
      </form>
    </Dialog>
  );
}
