"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { Dialog } from "@/components/workplace/overlays";

interface RebuildMemberProps {
  name: string;
  /** Answers "ok" or a code. */
  rebuild: (name: string) => Promise<string>;
}

/** Drops what a member stored and replays it from the others: asked twice, the second time by its name. */
export function RebuildMember({ name, rebuild }: RebuildMemberProps) {
  const t = useTranslations("exchange.members.rebuild");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [answer, setAnswer] = useState("");
  const [busy, startTransition] = useTransition();
  const go = () =>
    startTransition(async () => {
      const said = await rebuild(name);
      setAnswer(said);
      if (said === "ok") setOpen(false);
      // Where it could not be done the members may stand differently by now.
      router.refresh();
    });
  return (
    <>
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
            {t(busy ? "busy" : "confirm")}
          </Action>
          <Action onClick={() => setOpen(false)}>{t("cancel")}</Action>
        </div>
      </Dialog>
    </>
  );
}
