"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { Dialog } from "@/components/workplace/overlays";
import { ProgressBar } from "@/components/workplace/progress-bar";
import type { RebuildView } from "./members-view";

const LOOK_AGAIN_MS = 1_500;

/** How far a rebuild is; a reload shows the same, and its end shows by itself. */
export function Rebuilding({ standing }: { standing: RebuildView | undefined }) {
  const t = useTranslations("exchange.members.rebuild");
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div data-rebuild="running">
      <ProgressBar label={t("busy")} done={standing?.done ?? 0} total={standing?.total ?? 0} />
    </div>
  );
}

interface RebuildMemberProps {
  name: string;
  /** Puts it in the queue: "ok" or a code. */
  rebuild: (name: string) => Promise<string>;
  /** The newest one there was, over. */
  last: RebuildView | undefined;
}

/** Drops what a member stored and replays it from the others: asked twice, the second time by its name. */
export function RebuildMember({ name, rebuild, last }: RebuildMemberProps) {
  const t = useTranslations("exchange.members.rebuild");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [answer, setAnswer] = useState("");
  const [busy, startTransition] = useTransition();
  const go = () =>
    startTransition(async () => {
      const said = await rebuild(name).catch(() => "unavailable");
      setAnswer(said);
      if (said === "ok") setOpen(false);
      // Where it could not be begun the members may stand differently by now.
      router.refresh();
    });
  return (
    <>
      {last === undefined || last.outcome === "ok" ? null : (
        <Notice look="wrong">{t("failed", { code: last.outcome })}</Notice>
      )}
      <Action look="wrong" onClick={() => setOpen(true)}>
        {t("open")}
      </Action>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("title", { name })}>
        <p>{t("text")}</p>
        <TextInput
          label={t("type", { name })}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        {answer === "" || answer === "ok" ? null : (
          <Notice look="wrong">{t("failed", { code: answer })}</Notice>
        )}
        <div className="wp-tools">
          <Action look="wrong" disabled={typed !== name || busy} onClick={go}>
            {t("confirm")}
          </Action>
          <Action onClick={() => setOpen(false)}>{t("cancel")}</Action>
        </div>
      </Dialog>
    </>
  );
}
