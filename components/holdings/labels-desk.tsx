"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { QrDrawing } from "@/components/certificate/summary";
import { Action } from "@/components/workplace/button";
import { SelectInput, TextInput } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { type HoldingView, shortCode } from "./holding-view";
import { LabelDrawing } from "./label-drawing";
import {
  customSheet,
  labelLayout,
  layOut,
  mostLabels,
  placesOn,
  readableMm,
  type SheetName,
  type SheetSize,
  sheetNames,
  sheetSizes,
} from "./label-sheet";
import { saveSheet } from "./save-sheet";
import { SheetDrawing } from "./sheet-drawing";
import "@/components/workplace/table.css";
import "./labels.css";

interface LabelsDeskProps {
  labels: readonly { readonly row: HoldingView; readonly qr: QrDrawing }[];
}

/** Sheets of labels: which paper, from which place on, how many of each; the preview is what the PDF holds. */
export function LabelsDesk({ labels }: LabelsDeskProps) {
  const t = useTranslations("holdings.sheet");
  const [name, setName] = useState<SheetName>("a24");
  const [own, setOwn] = useState({ width: "50", height: "30" });
  const [start, setStart] = useState(1);
  const [used, setUsed] = useState<ReadonlySet<number>>(new Set());
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  const [state, setState] = useState<"idle" | "making" | "failed">("idle");
  const size: SheetSize | undefined =
    name === "custom" ? customSheet(Number(own.width), Number(own.height)) : sheetSizes[name];
  const each = useMemo(
    () => labels.flatMap((label) => Array.from({ length: counts.get(label.row.code) ?? 1 }, () => label)),
    [labels, counts],
  );
  const placed = useMemo(() => (size ? layOut(size, each, start, used) : []), [size, each, start, used]);
  const [first] = labels;
  if (first === undefined) return null;
  const sheets = (placed.at(-1)?.sheet ?? -1) + 1;
  const print = async (): Promise<void> => {
    setState("making");
    const wish = {
      ...{ size: name, start, used: [...used] },
      ...(name === "custom" ? { width: Number(own.width), height: Number(own.height) } : {}),
      labels: labels.flatMap(({ row: { code } }) => {
        const count = counts.get(code) ?? 1;
        return count === 0 ? [] : [{ code, count }];
      }),
    };
    setState((await saveSheet(wish, t("file"))) ? "idle" : "failed");
  };
  const toggle = (place: number): void => {
    const next = new Set(used);
    if (!next.delete(place)) next.add(place);
    setUsed(next);
  };
  const qrMm = size === undefined ? 0 : Math.floor(labelLayout(size, first.qr.size).qrMm);
  return (
    <div className="hold-sheet">
      <div className="hold-sheet-side">
        <SelectInput
          label={t("paper")}
          value={name}
          onChange={({ target }) => {
            setName(sheetNames.find((one) => one === target.value) ?? "a24");
            setUsed(new Set());
            setStart(1);
          }}
          choices={sheetNames.map((one) => ({ value: one, label: t(`sizes.${one}`) }))}
        />
        {name === "custom" ? (
          <div className="hold-pair">
            <TextInput
              label={t("width")}
              inputMode="decimal"
              value={own.width}
              onChange={({ target }) => setOwn({ ...own, width: target.value })}
            />
            <TextInput
              label={t("height")}
              inputMode="decimal"
              value={own.height}
              flaw={size === undefined ? t("misfit") : undefined}
              onChange={({ target }) => setOwn({ ...own, height: target.value })}
            />
          </div>
        ) : null}
        {size === undefined ? null : (
          <TextInput
            label={t("start")}
            hint={t("startHint")}
            type="number"
            min={1}
            max={placesOn(size)}
            value={start}
            onChange={({ target }) =>
              setStart(Math.min(placesOn(size), Math.max(1, Math.trunc(Number(target.value)) || 1)))
            }
          />
        )}
        <table className="wp-table">
          <caption>{t("which")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("certificate")}</th>
              <th scope="col">{t("unit")}</th>
              <th scope="col" className="end">
                {t("count")}
              </th>
            </tr>
          </thead>
          <tbody>
            {labels.map(({ row: { code, month, unitName } }) => (
              <tr key={code}>
                <td className="hold-code">
                  <span className="mono">{shortCode(code)}</span>
                </td>
                <td>
                  {month} {unitName}
                </td>
                <td className="end">
                  <input
                    className="wp-input hold-count"
                    type="number"
                    min={0}
                    max={100}
                    aria-label={t("countOf", { code: shortCode(code) })}
                    value={counts.get(code) ?? 1}
                    onChange={({ target }) => {
                      const count = Math.min(100, Math.max(0, Math.trunc(Number(target.value)) || 0));
                      setCounts(new Map(counts).set(code, count));
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="hold-sheet-paper">
        {size === undefined ? null : (
          <>
            <p aria-live="polite">
              {t("says", { labels: placed.length, sheets, mm: qrMm })}
              {qrMm < readableMm ? ` ${t("small", { mm: readableMm })}` : ""}
            </p>
            <div className="wp-tools">
              <Action
                look="do"
                disabled={state === "making" || placed.length === 0 || placed.length > mostLabels}
                onClick={() => void print()}
              >
                {t(state === "making" ? "making" : "pdf")}
              </Action>
              <span>{t("true")}</span>
            </div>
            {placed.length > mostLabels ? <Notice>{t("most", { most: mostLabels })}</Notice> : null}
            {state === "failed" ? <Notice look="wrong">{t("failed")}</Notice> : null}
            <div className="hold-sheet-pair">
              <SheetDrawing size={size} placed={placed} start={start} used={used} onToggle={toggle} />
              <div>
                <h2>{t("trueSize")}</h2>
                <div className="hold-label">
                  <LabelDrawing {...first} size={size} />
                </div>
              </div>
            </div>
          </>
        )}
      </div>
    </div>
  );
}
