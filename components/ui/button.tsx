import type { ButtonHTMLAttributes } from "react";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `full` is the one thing to do here; `line` stands beside it; `link` reads like text. */
  look?: "full" | "line" | "link";
}

export function Button({ look = "line", className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`btn btn-${look} ${className}`.trim()} {...rest} />;
}
