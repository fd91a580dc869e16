"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { grouped } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import "./device.css";
import type { DeviceActions, DeviceRow } from "./device-row";
import { RenameDialog } from "./rename-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { shortKey } from "./short-key";
import { useHere } from "./use-here";

interface DeviceListProps {
  rows: readonly DeviceRow[];
  actions: DeviceActions;
}

interface Asked {
  readonly what: "rename" | "revoke";
  readonly row: DeviceRow;
}

/** The person's devices: which one this is, whether each may sign, when it last did. */
export function DeviceList({ rows, actions }: DeviceListProps) {
  const t = useTranslations("device");
  const router = useRouter();
  const here = useHere();
  const [asked, setAsked] = useState<Asked>();
  const close = () => {
    setAsked(undefined);
    router.refresh();
  };
  if (rows.length === 0) return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  return (
    <>
      <ul className="device-list" aria-label={t("page.title")}>
        {rows.map((row) => (
          <li className="device-row" data-state={row.state} key={row.keyId}>
            <div>
              <p className="device-name">
                {row.label}
                {Array.isArray(here) && here.includes(row.keyId) ? (
                  <span className="device-here">{t("here")}</span>
                ) : null}
              </p>
              <code>{shortKey(row.keyId)}</code>
            </div>
            <DeviceStanding row={row} />
            <p className="device-about">
              {row.used === undefined ? t("unused") : t("used", { moment: row.used })}
            </p>
            {row.state === "ended" ? (
              <span />
            ) : (
              <div className="wp-tools">
                <Action onClick={() => setAsked({ what: "rename", row })}>{t("rename.open")}</Action>
                <Action onClick={() => setAsked({ what: "revoke", row })}>{t("revoke.open")}</Action>
              </div>
            )}
          </li>
        ))}
      </ul>
      {asked?.what === "rename" ? (
        <RenameDialog row={asked.row} rename={actions.rename} onDone={close} />
      ) : null}
      {asked?.what === "revoke" ? <RevokeDialog row={asked.row} actions={actions} onDone={close} /> : null}
    </>
  );
}

/** What the ledger says of a key, with the entry that says it. */
export function DeviceStanding({ row }: { row: DeviceRow }) {
  const t = useTranslations("device");
  const entry = row.until === undefined ? row.from : row.until - 1;
  return (
    <p>
      {t(`state.${row.state}`)}
      {entry === undefined ? null : (
        <>
          {" "}
          <a href={`/ledger/${entry}`}>{t("entry", { entry: grouped(entry) })}</a>
        </>
      )}
    </p>
  );
}
