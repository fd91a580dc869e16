import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";

/** `do` is the one thing to do here, `wrong` takes something away for good, `bare` reads like text. */
type Look = "line" | "do" | "wrong" | "bare";

interface ActionProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
}

/** A workplace's button: dense, and named by its words. */
export function Action({ look = "line", type = "button", className = "", ...rest }: ActionProps) {
  return <button type={type} data-look={look} className={`wp-btn ${className}`.trim()} {...rest} />;
}

interface ActionLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  look?: Look;
}

/** The same for what is an address: a download, another page. */
export function ActionLink({ look = "line", className = "", ...rest }: ActionLinkProps) {
  return <a data-look={look} className={`wp-btn ${className}`.trim()} {...rest} />;
}
