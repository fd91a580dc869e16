"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { mayLeave } from "./leaving";
import type { NavGroup } from "./nav";
import { type Found, type FoundKind, useFound } from "./use-found";
import "./overlay.css";

export type { Found } from "./use-found";

interface PaletteProps {
  /** What can be found here, in the field that opens it. */
  label: string;
  groups: readonly NavGroup[];
  /** A server action that looks as one types; only what this person may see comes back. */
  find: (sought: string) => Promise<readonly Found[]>;
}

const kinds: readonly FoundKind[] = [
  "plant",
  "participant",
  "unit",
  "channel",
  "province",
  "contract",
  "certificate",
];

/** ⌘K: one field for everything that has a name, and for every place. `>` looks at places only. */
export function Palette({ label, groups, find }: PaletteProps) {
  const t = useTranslations("workplace");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { found, busy, lost } = useFound(open && !text.startsWith(">") ? text : "", find);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const go = (href: string) => {
    setOpen(false);
    setText("");
    if (mayLeave(href)) router.push(href);
  };
  return (
    <>
      <button type="button" className="wp-find" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <span>{label}</span>
        <span className="kbd">{t("palette.keys")}</span>
      </button>
      <Command.Dialog
        open={open}
        onOpenChange={setOpen}
        label={t("palette.title")}
        shouldFilter={false}
        overlayClassName="wp-veil"
        contentClassName="wp-palette"
      >
        <Command.Input value={text} onValueChange={setText} placeholder={label} />
        <Command.List aria-busy={busy}>
          <Command.Empty>
            {busy ? t("palette.looking") : t(lost ? "palette.lost" : "palette.nothing", { text })}
          </Command.Empty>
          {kinds.map((kind) => (
            <Hits
              key={kind}
              title={t(`palette.${kind}`)}
              hits={found.filter((one) => one.kind === kind)}
              go={go}
            />
          ))}
          <Places title={t("palette.places")} groups={groups} text={text} go={go} />
        </Command.List>
        <footer aria-hidden="true">
          <span>
            <span className="kbd">↑</span> <span className="kbd">↓</span> {t("palette.choose")}
          </span>
          <span>
            <span className="kbd">↵</span> {t("palette.open")}
          </span>
          <span>{t("palette.only")}</span>
        </footer>
      </Command.Dialog>
    </>
  );
}

interface HitsProps {
  title: string;
  hits: readonly Found[];
  go: (href: string) => void;
}

function Hits({ title, hits, go }: HitsProps) {
  if (hits.length === 0) return null;
  return (
    <Command.Group heading={title}>
      {hits.map(({ href, name, about, figure }) => (
        <Command.Item key={href} value={href} onSelect={() => go(href)}>
          <span>{name}</span>
          <small>{about}</small>
          {figure === undefined ? null : <em>{figure}</em>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

interface PlacesProps {
  title: string;
  groups: readonly NavGroup[];
  text: string;
  go: (href: string) => void;
}

function Places({ title, groups, text, go }: PlacesProps) {
  const sought = text.replace(/^>/, "").trim().toLowerCase();
  const hits = groups
    .flatMap(({ items }) => items)
    .filter(({ label, href }) => label.toLowerCase().includes(sought) || href.includes(sought));
  return (
    <Hits
      title={title}
      hits={hits.map(({ href, label }) => ({ kind: "place", href, name: label, about: href }))}
      go={go}
    />
  );
}
