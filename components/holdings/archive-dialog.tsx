"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Action } from "@/components/workplace/button";
import { SelectInput } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { Dialog } from "@/components/workplace/overlays";
import { ProgressBar } from "@/components/workplace/progress-bar";
import { type DownloadWish, download } from "./download";
import { mostInArchive } from "./holding-view";

interface ArchiveDialogProps {
  what: "papers" | "bundles";
  count: number;
  selection: DownloadWish["selection"];
  onClose: () => void;
}

/** Asks which archive, as whom its proofs are opened, and tells how far it is. */
export function ArchiveDialog({ what, count, selection, onClose }: ArchiveDialogProps) {
  const t = useTranslations("holdings");
  const most = mostInArchive[what];
  const parts = Math.ceil(count / most);
  const [as, setAs] = useState<"holder" | "visitor">("visitor");
  const [part, setPart] = useState(0);
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const [came, setCame] = useState<boolean>();
  const go = async (): Promise<void> => {
    setCame(undefined);
    setProgress({ done: 0, total: Math.min(most, count - part * most) });
    const name = [
      t(`archive.${what}.file`),
      ...(as === "holder" ? [t("archive.ownFile")] : []),
      part + 1,
    ].join("-");
    setCame(
      await download({ what, as, part, selection }, `${name}.zip`, (done, total) =>
        setProgress({ done, total }),
      ),
    );
    setProgress(undefined);
  };
  return (
    <Dialog open onClose={onClose} title={t(`archive.${what}.title`, { count })}>
      <p>{t(`archive.${what}.lead`)}</p>
      <fieldset className="hold-choice">
        <legend>{t("archive.as")}</legend>
        {(["visitor", "holder"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="as" value={one} checked={as === one} onChange={() => setAs(one)} />
            <span>
              <b>{t(`archive.${one}.name`)}</b> {t(`archive.${what}.${one}`)}
            </span>
          </label>
        ))}
      </fieldset>
      {parts > 1 ? (
        <SelectInput
          label={t("archive.part")}
          hint={t("archive.bounded", { most })}
          value={String(part)}
          onChange={({ target }) => setPart(Number(target.value))}
          choices={Array.from({ length: parts }, (_, at) => ({
            value: String(at),
            label: t("archive.range", { from: at * most + 1, to: Math.min(count, (at + 1) * most) }),
          }))}
        />
      ) : null}
      {progress === undefined ? null : <ProgressBar label={t("archive.making")} {...progress} />}
      {came === undefined ? null : (
        <Notice look={came ? "plain" : "wrong"}>{t(came ? "archive.came" : "archive.failed")}</Notice>
      )}
      <div className="wp-tools">
        <Action look="do" disabled={progress !== undefined} onClick={() => void go()}>
          {t("archive.get")}
        </Action>
        <Action onClick={onClose}>{t("archive.close")}</Action>
      </div>
    </Dialog>
  );
}
