"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Action } from "@/components/workplace/button";
import { DeviceStanding } from "./device-list";
import type { DeviceActions, DeviceRow } from "./device-row";
import { RevokeDialog } from "./revoke-dialog";
import { shortKey } from "./short-key";

interface OtherKeysProps {
  rows: readonly DeviceRow[];
  actions: DeviceActions;
}

/** Colleagues' devices and the keys kept for the organisation; a kept key's meaning stands beside it. */
export function OtherKeys({ rows, actions }: OtherKeysProps) {
  const t = useTranslations("device");
  const router = useRouter();
  const [asked, setAsked] = useState<DeviceRow>();
  if (rows.length === 0) return <p className="device-about">{t("others.none")}</p>;
  return (
    <>
      <ul className="device-list" aria-label={t("others.list")}>
        {rows.map((row) => (
          <li className="device-row" data-state={row.state} key={row.keyId}>
            <div>
              <p className="device-name">
                {row.custody === "self" && row.label !== "" ? row.label : t(`custody.${row.custody}`)}
              </p>
              <code>{shortKey(row.keyId)}</code>
            </div>
            <DeviceStanding row={row} />
            <p className="device-about">{t(`meaning.${row.custody}`)}</p>
            {row.mayRevoke && row.state === "in-force" ? (
              <Action onClick={() => setAsked(row)}>{t("revoke.open")}</Action>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {asked === undefined ? null : (
        <RevokeDialog
          row={asked}
          actions={actions}
          onDone={() => {
            setAsked(undefined);
            router.refresh();
          }}
        />
      )}
    </>
  );
}
