"use client";

import { useTranslations } from "next-intl";
import type { FocusView } from "./overview-view";

/** What leads from a figure to what it rests on. Entries are indices in the ledger. */
export interface FocusTrail {
  readonly registered?: number;
  readonly settled?: number;
  /** Open or referred, in the month. */
  readonly anomalies: number;
}

/** The records, entries, readings and anomalies under what is looked at by itself, and its own file. */
export function Trail({ focus, trail, month }: { focus: FocusView; trail: FocusTrail; month: string }) {
  const t = useTranslations("overview");
  const { kind, key } = focus;
  const records = `/overview/records?month=${month}&${kind}=${key}`;
  const about = kind === "province" ? "province" : "object";
  return (
    <>
      <p className="ov-links">
        <a href={records}>{t("focus.records")}</a>
        {kind === "channel" ? null : (
          <a href={`/overview/records?kind=readings&month=${month}&${kind}=${key}`}>{t("focus.readings")}</a>
        )}
        <a href={`/overview/anomalies?month=${month}&${about}=${key}`}>
          {t("focus.anomalies", { count: trail.anomalies })}
        </a>
        {trail.settled === undefined ? null : (
          <a href={`/ledger/${trail.settled}`}>{t("focus.settledEntry", { entry: trail.settled })}</a>
        )}
        {trail.registered === undefined ? null : (
          <a href={`/ledger/${trail.registered}`}>{t("focus.registered", { entry: trail.registered })}</a>
        )}
      </p>
      <p className="ov-links">
        <a href={`/overview/export?of=focus&m=${month}&at=${kind}:${key}`}>{t("focus.csv")}</a>
        <a href={`/overview/records/export?month=${month}&${kind}=${key}`}>{t("focus.recordsCsv")}</a>
      </p>
    </>
  );
}
