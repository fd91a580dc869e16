"use client";

import { useTranslations } from "next-intl";
import { type DragEvent, useEffect, useId, useState } from "react";
import { recall } from "@/components/certificate/device-memory";
import { checkCount, type Outcome, pageStateOf } from "@/components/certificate/page-state";
import { TrustStatement } from "@/components/certificate/trust-statement";
import { useDevice } from "@/components/certificate/use-device";
import { VerdictPanel } from "@/components/certificate/verdict-panel";
import { verifyInWorker } from "@/components/certificate/verifier";
import { parseQr } from "@/lib/market/certificates/qr";
import type { Trust } from "@/lib/proof/verify/checks";
import { type Comparison, compareOffsets } from "@/lib/proof/verify/compare";
import { FileReport } from "./file-report";
import { useOffline } from "./use-offline";
import "./verify.css";

interface CheckedFile {
  readonly name: string;
  readonly text: string;
  readonly outcome: Outcome;
}

const mostBytes = 64 * 1024 * 1024;

/** One or two bundles, checked on this device; with two, whether they claim the same generation. */
export function VerifyFile() {
  const t = useTranslations("verify");
  const [files, setFiles] = useState<readonly CheckedFile[]>([]);
  const [print, setPrint] = useState("");
  const [busy, setBusy] = useState(false);
  const offline = useOffline();
  const field = useId();
  const check = async (chosen: readonly File[]): Promise<void> => {
    if (chosen.length === 0) return;
    setBusy(true);
    setFiles(await Promise.all(chosen.slice(0, 2).map((file) => checkFile(file, print))));
    setBusy(false);
  };
  return (
    <>
      <div className="verify-in">
        <DropZone busy={busy} onFiles={(chosen) => void check(chosen)} />
        <div className="verify-beside">
          <label htmlFor={field}>{t("print")}</label>
          <input
            id={field}
            className="text-field"
            value={print}
            onChange={(event) => setPrint(event.target.value)}
            placeholder={t("printSample")}
            spellCheck={false}
            autoComplete="off"
          />
          <p className="aside">{t("printWhy")}</p>
          <h2>{t("twoTitle")}</h2>
          <p className="aside">{t("two")}</p>
          <h2>{t("offlineTitle")}</h2>
          <p className="aside verify-offline" role="status" data-ready={offline}>
            {offline ? t("offlineReady") : t("offlineNot")}
          </p>
        </div>
      </div>
      {files.map((file) => (
        <Result key={file.name} file={file} onAgain={() => setFiles([])} />
      ))}
      {files.length === 2 ? <Compared files={files} /> : null}
    </>
  );
}

async function checkFile(file: File, print: string): Promise<CheckedFile> {
  if (file.size > mostBytes)
    return { name: file.name, text: "", outcome: { problem: "device", differs: [], milliseconds: 0 } };
  const text = await file.text();
  const { verdict, milliseconds } = await verifyInWorker(
    text,
    trustFor(text, print),
    Math.floor(Date.now() / 1000),
  );
  return { name: file.name, text, outcome: { verdict, differs: [], milliseconds } };
}

/** What the print says, else what this device remembers of the market the file names. */
function trustFor(text: string, print: string): Trust {
  const qr = parseQr(print.trim());
  if (qr.ok) return { code: qr.code, v: qr.v, t: qr.t };
  const market = /"market":"([^"\\]{1,200})"/.exec(text)?.[1];
  const known = market === undefined ? undefined : recall(market);
  return known === undefined ? {} : { pinned: known.fingerprint };
}

function Result({ file, onAgain }: { file: CheckedFile; onAgain: () => void }) {
  const device = useDevice();
  const state = pageStateOf(file.outcome, checkCount);
  return (
    <article className="verify-result">
      <p className="mono verify-name">{file.name}</p>
      <VerdictPanel
        state={state}
        outcome={file.outcome}
        revealed={checkCount}
        device={device}
        rechecking={undefined}
        onRetry={onAgain}
        bundleUrl="#"
      />
      <div className="verify-more">
        <TrustStatement verdict={file.outcome.verdict} shown />
        {file.outcome.verdict?.figures ? <FileReport figures={file.outcome.verdict.figures} /> : null}
      </div>
    </article>
  );
}

function Compared({ files }: { files: readonly CheckedFile[] }) {
  const t = useTranslations("verify");
  const [compared, setCompared] = useState<Comparison>();
  useEffect(() => {
    const [one, other] = files;
    if (one && other) setCompared(compareOffsets(one.text, other.text));
  }, [files]);
  if (!compared) return null;
  if (!compared.ok) return <p className="verify-compare">{t("compareNot")}</p>;
  const wh = compared.overlaps.reduce((sum, overlap) => sum + overlap.wh, 0);
  return (
    <p className="verify-compare" data-tone={wh > 0 ? "failed" : undefined}>
      {wh > 0 ? t("overlap", { wh }) : t("noOverlap")}
    </p>
  );
}

function DropZone({ busy, onFiles }: { busy: boolean; onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations("verify");
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <label
      className="drop-zone"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="drop-say">{busy ? t("checking") : t("drop")}</span>
      <span className="btn btn-full">{t("choose")}</span>
      <input
        type="file"
        accept="application/json,.json"
        multiple
        onChange={(event) => onFiles([...(event.target.files ?? [])])}
      />
    </label>
  );
}
