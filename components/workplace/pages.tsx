"use client";

import { useTranslations } from "next-intl";
import { Action } from "./button";

interface PagesProps {
  total: number;
  size: number;
  /** From 1. */
  page: number;
  onPage: (page: number) => void;
  /** Whether the list's keys are worth telling. */
  keys: boolean;
  /** X chooses a row. */
  picks?: boolean;
  /** What is counted: rows, unless groups of them are turned over together. */
  counted?: "shown" | "groups";
}

export function Pages({ total, size, page, onPage, keys, picks = false, counted = "shown" }: PagesProps) {
  const t = useTranslations("workplace");
  const last = Math.max(1, Math.ceil(total / size));
  const from = (page - 1) * size + 1;
  return (
    <nav className="wp-pages" aria-label={t("table.pages")}>
      <span>
        {total > 0 && from > total
          ? t("table.beyond", { page, last })
          : t(`table.${counted}`, { from, to: Math.min(total, page * size), total })}
        {last === 1 && page === 1 ? null : (
          <>
            <Action disabled={page <= 1} onClick={() => onPage(1)}>
              {t("table.first")}
            </Action>
            <Action disabled={page <= 1} onClick={() => onPage(Math.min(last, page - 1))}>
              {t("table.previous")}
            </Action>
            <Action disabled={page >= last} onClick={() => onPage(page + 1)}>
              {t("table.next")}
            </Action>
            <Action disabled={page === last} onClick={() => onPage(last)}>
              {t("table.last")}
            </Action>
          </>
        )}
      </span>
      {keys ? (
        <span aria-hidden="true" className="wp-keys">
          <span className="kbd">J</span> <span className="kbd">K</span> {t("table.keys.move")}
          {picks ? (
            <>
              <span className="kbd">X</span> {t("table.keys.pick")}
            </>
          ) : null}
          <span className="kbd">↵</span> {t("table.keys.open")}
        </span>
      ) : null}
    </nav>
  );
}
