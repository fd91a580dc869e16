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
}

export function Pages({ total, size, page, onPage, keys }: PagesProps) {
  const t = useTranslations("workplace");
  const last = Math.max(1, Math.ceil(total / size));
  const from = (page - 1) * size + 1;
  return (
    <nav className="wp-pages" aria-label={t("table.pages")}>
      <span>
        {t("table.shown", { from, to: Math.min(total, page * size), total })}
        {last === 1 ? null : (
          <>
            <Action disabled={page <= 1} onClick={() => onPage(page - 1)}>
              {t("table.previous")}
            </Action>
            <Action disabled={page >= last} onClick={() => onPage(page + 1)}>
              {t("table.next")}
            </Action>
          </>
        )}
      </span>
      {keys ? (
        <span aria-hidden="true" className="wp-keys">
          <span className="kbd">J</span> <span className="kbd">K</span> {t("table.keys.move")}
          <span className="kbd">↵</span> {t("table.keys.open")}
        </span>
      ) : null}
    </nav>
  );
}
