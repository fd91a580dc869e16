"use client";

import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Action } from "./button";
import "./overlay.css";

interface OverlayProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

interface DrawerProps extends OverlayProps {
  /** Beside the closing button: which of how many, the way to the neighbours. */
  place?: ReactNode;
  /** At the end of the head: what can be done with it. */
  tools?: ReactNode;
  width?: "wide" | "narrow";
  /** Key of the row it shows: there the focus goes when it is closed, whichever row it was opened from. */
  row?: string;
}

/** False where the list does not show it. */
function focusRow(key: string): boolean {
  const row = document.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"]`);
  row?.focus();
  return row !== null;
}

/** Whoever had the focus before this was opened, and before a button in it took it for itself (`autoFocus`). */
function useAsker(): (event: Event) => void {
  const [asker] = useState(() => document.activeElement);
  return (event) => {
    if (!(asker instanceof HTMLElement) || !asker.isConnected || asker === document.body) return;
    event.preventDefault();
    asker.focus();
  };
}

/** One record over its list. Esc closes it; the list keeps its place. */
export function Drawer({ open, onClose, ...rest }: DrawerProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="wp-veil" />
        <DrawerContent onClose={onClose} {...rest} />
      </Radix.Portal>
    </Radix.Root>
  );
}

function DrawerContent({
  onClose,
  title,
  place,
  tools,
  width = "wide",
  row,
  children,
}: Omit<DrawerProps, "open">) {
  const t = useTranslations("workplace");
  const giveBack = useAsker();
  return (
    <Radix.Content
      className="wp-drawer"
      data-width={width}
      aria-describedby={undefined}
      onCloseAutoFocus={(event) => {
        if (row !== undefined && focusRow(row)) event.preventDefault();
        else giveBack(event);
      }}
    >
      <header>
        <Action onClick={onClose}>
          {t("close")} <span className="kbd">Esc</span>
        </Action>
        {place}
        <Radix.Title className="sr-only">{title}</Radix.Title>
        <div className="wp-tools">{tools}</div>
      </header>
      <div className="wp-drawer-body">{children}</div>
    </Radix.Content>
  );
}

/** A question that has to be answered before anything else. */
export function Dialog({ open, onClose, title, children }: OverlayProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="wp-veil" style={{ zIndex: 22 }} />
        <DialogContent title={title}>{children}</DialogContent>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A question without a field begins at its answer: over a drawer, `autoFocus` alone is taken back by the drawer. */
function beginAtAnswer(event: Event): void {
  if (!(event.target instanceof HTMLElement) || event.target.querySelector("input, select, textarea")) return;
  const answer = event.target.querySelector<HTMLElement>('[data-look="do"]:not(:disabled)');
  if (answer === null) return;
  event.preventDefault();
  answer.focus();
}

function DialogContent({ title, children }: Pick<OverlayProps, "title" | "children">) {
  return (
    <Radix.Content
      className="wp-dialog"
      aria-describedby={undefined}
      onOpenAutoFocus={beginAtAnswer}
      onCloseAutoFocus={useAsker()}
    >
      <header>
        <Radix.Title asChild>
          <h2>{title}</h2>
        </Radix.Title>
      </header>
      <div className="wp-dialog-body">{children}</div>
    </Radix.Content>
  );
}
