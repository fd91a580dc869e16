"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { Dialog } from "@/components/workplace/overlays";
import "./device.css";
import { deviceName } from "./device-name";
import { forgetKey } from "./device-store";
import { canSign, makeDeviceKey } from "./sign";
import type { DeviceOwner, SigningActions } from "./to-sign";

interface EnrolDialogProps {
  owner: DeviceOwner;
  enrol: SigningActions["enrol"];
  /** The new key, or nothing when the person would not. */
  onDone: (keyId: string | undefined) => void;
}

const flaws = [
  "no-key",
  "elsewhere",
  "quorum",
  "too-many",
  "possession",
  "suspended",
  "unavailable",
] as const;

/** Makes a key in this browser and has the organisation endorse it. */
export function EnrolDialog({ owner, enrol, onDone }: EnrolDialogProps) {
  const t = useTranslations("device");
  const [label, setLabel] = useState("");
  const [flaw, setFlaw] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => setLabel(deviceName(navigator.userAgent)), []);
  if (!canSign()) return <Insecure onClose={() => onDone(undefined)} />;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFlaw(undefined);
    const outcome = await enrolled(owner, enrol, label.trim()).catch(() => "unavailable");
    setBusy(false);
    if (typeof outcome === "string") setFlaw(outcome);
    else onDone(outcome.keyId);
  };
  return (
    <Dialog open onClose={() => onDone(undefined)} title={t("enrol.title")}>
      <form className="device-form" onSubmit={submit}>
        <p>{t("enrol.lead", { organisation: owner.organisation })}</p>
        <TextInput
          label={t("enrol.label")}
          hint={t("enrol.hint")}
          value={label}
          maxLength={60}
          required
          onChange={(event) => setLabel(event.target.value)}
        />
        {flaw === undefined ? null : (
          <Notice look="wrong">{t(`enrol.flaws.${flaws.find((one) => one === flaw) ?? "other"}`)}</Notice>
        )}
        <div className="wp-tools device-foot">
          <Action onClick={() => onDone(undefined)}>{t("cancel")}</Action>
          <Action look="do" type="submit" disabled={isBusy || label.trim() === ""}>
            {t(isBusy ? "enrol.busy" : "enrol.do")}
          </Action>
        </div>
      </form>
    </Dialog>
  );
}

/** The key's name, or the code of what stood in the way; a key that was refused is not kept. */
async function enrolled(
  owner: DeviceOwner,
  enrol: SigningActions["enrol"],
  label: string,
): Promise<{ keyId: string } | string> {
  const { key, wish } = await makeDeviceKey(owner, label);
  const answer = await enrol(wish);
  if (answer.ok) return { keyId: key.keyId };
  // Without an answer it may have been taken in all the same: only a refusal is sure.
  if (answer.refusal.code !== "unavailable") await forgetKey(key.keyId);
  return answer.refusal.code;
}

function Insecure({ onClose }: { onClose: () => void }) {
  const t = useTranslations("device");
  return (
    <Dialog open onClose={onClose} title={t("insecure.title")}>
      <p>{t("insecure.what")}</p>
      <p>{t("insecure.do")}</p>
      <div className="wp-tools device-foot">
        <Action look="do" onClick={onClose}>
          {t("insecure.close")}
        </Action>
      </div>
    </Dialog>
  );
}
