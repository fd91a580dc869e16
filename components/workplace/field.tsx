"use client";

import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";

interface Around {
  label: ReactNode;
  /** What it is for or what is accepted, always there. */
  hint?: ReactNode;
  /** What is wrong with it and what would be accepted. */
  flaw?: ReactNode;
}

function useAround({ label, hint, flaw }: Around) {
  const id = useId();
  const described = [hint && `${id}-hint`, flaw && `${id}-flaw`].filter(Boolean).join(" ");
  const attributes = {
    id,
    "aria-invalid": flaw ? true : undefined,
    "aria-describedby": described === "" ? undefined : described,
  } as const;
  const frame = (control: ReactNode) => (
    <div className="wp-field">
      <label htmlFor={id}>{label}</label>
      {control}
      {hint ? (
        <p className="wp-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {flaw ? (
        <p className="wp-flaw" id={`${id}-flaw`} role="alert">
          {flaw}
        </p>
      ) : null}
    </div>
  );
  return { attributes, frame };
}

/** Takes what react-hook-form's `register` gives. */
export function TextInput({ label, hint, flaw, ...rest }: Around & InputHTMLAttributes<HTMLInputElement>) {
  const { attributes, frame } = useAround({ label, hint, flaw });
  return frame(<input className="wp-input" {...attributes} {...rest} />);
}

export function TextArea({
  label,
  hint,
  flaw,
  ...rest
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const { attributes, frame } = useAround({ label, hint, flaw });
  return frame(<textarea className="wp-input" rows={3} {...attributes} {...rest} />);
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectInputProps extends Around, SelectHTMLAttributes<HTMLSelectElement> {
  choices: readonly Choice[];
  /** Stands first with an empty value. */
  placeholder?: string;
}

export function SelectInput({ label, hint, flaw, choices, placeholder, ...rest }: SelectInputProps) {
  const { attributes, frame } = useAround({ label, hint, flaw });
  return frame(
    <select className="wp-input" {...attributes} {...rest}>
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {choices.map(({ value, label: name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>,
  );
}
