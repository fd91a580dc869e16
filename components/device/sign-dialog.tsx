"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { typeKey } from "@/components/ledger/type-key";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { Dialog } from "@/components/workplace/overlays";
import "./device.css";
import { factsOf, objectOf } from "./facts";
import { Facts } from "./facts-list";
import { type ReadMessage, readMessage } from "./message";
import { shortKey } from "./short-key";
import type { DeviceOwner, ToSign } from "./to-sign";

/** So many values are shown at once, more behind a press: of one command all that a contract has. */
const few = (commands: number): number => (commands === 1 ? 20 : 8);

interface SignDialogProps {
  toSign: ToSign;
  owner: DeviceOwner;
  onDone: (yes: boolean) => void;
}

/** Says what will be signed, read from the very bytes; nothing is signed that cannot be read or is another market's. */
export function SignDialog({ toSign, owner, onDone }: SignDialogProps) {
  const t = useTranslations("device");
  const read = useMemo(
    () => toSign.messages.map((message, i) => readMessage(message, toSign.openings[i] ?? {})),
    [toSign],
  );
  const isOurs = read.every((one) => one !== undefined && one.command.market === owner.market);
  return (
    <Dialog open onClose={() => onDone(false)} title={t("sign.title")}>
      {isOurs ? (
        <>
          <p>{t("sign.lead", { organisation: owner.organisation })}</p>
          <ol className="device-commands">
            {read.map((one, i) =>
              one === undefined ? null : (
                <li key={toSign.messages[i]}>
                  <Said read={one} message={toSign.messages[i] ?? ""} most={few(read.length)} />
                </li>
              ),
            )}
          </ol>
          <p className="device-note">{t("sign.final")}</p>
        </>
      ) : (
        <Notice look="wrong">{t("sign.unreadable")}</Notice>
      )}
      <div className="wp-tools device-foot">
        <Action onClick={() => onDone(false)}>{t("cancel")}</Action>
        {isOurs ? (
          <Action look="do" onClick={() => onDone(true)} autoFocus>
            {t("sign.do", { count: read.length })}
          </Action>
        ) : null}
        <span className="device-key">{t("sign.with", { key: shortKey(toSign.keyId) })}</span>
      </div>
    </Dialog>
  );
}

function Said({ read, message, most }: { read: ReadMessage; message: string; most: number }) {
  const t = useTranslations("device");
  const { type } = read.command;
  return (
    <>
      <p className="device-said">
        <b>{t(`types.${typeKey(type)}`)}</b> <span>{objectOf(read)}</span>
      </p>
      {factsOf(read).length <= most ? (
        <Facts read={read} />
      ) : (
        <details>
          <summary>{t("sign.facts")}</summary>
          <Facts read={read} />
        </details>
      )}
      <details>
        <summary>{t("sign.raw")}</summary>
        <pre className="device-raw">{message}</pre>
      </details>
    </>
  );
}
