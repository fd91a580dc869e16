"use client";

import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import "./entry.css";

interface EntryInputProps extends InputHTMLAttributes<HTMLInputElement> {
  label: ReactNode;
  hint?: ReactNode;
  flaw?: ReactNode;
  /** Stands at the end of the field, over it. */
  tool?: ReactNode;
  /** `large` on the pages before a workplace, `dense` inside one. */
  look?: "large" | "dense";
}

/** A field with its label over it, and under it what is accepted or what is wrong. */
export function EntryInput({ label, hint, flaw, tool, look = "large", ...rest }: EntryInputProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, flaw && `${id}-flaw`].filter(Boolean).join(" ");
  return (
    <div className="entry-field" data-look={look}>
      <label htmlFor={id}>{label}</label>
      <div className="entry-control">
        <input
          id={id}
          className="entry-input"
          aria-invalid={flaw ? true : undefined}
          aria-describedby={described === "" ? undefined : described}
          {...rest}
        />
        {tool}
      </div>
      {hint ? (
        <p className="entry-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {flaw ? (
        <p className="entry-flaw" id={`${id}-flaw`} role="alert">
          {flaw}
        </p>
      ) : null}
    </div>
  );
}
