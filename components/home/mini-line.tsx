import type { PageState } from "@/components/certificate/page-state";
import "./mini-line.css";

/** The line in one glyph: whole, or torn where something does not hold. The words beside it say the same. */
export function MiniLine({ state }: { state: PageState }) {
  return (
    <svg
      className="mini-line"
      data-state={state}
      viewBox="0 0 60 16"
      width="60"
      height="16"
      aria-hidden="true"
    >
      {state === "failed" ? (
        <>
          <path className="mini-body" d="M0 2.5L25 3.6V12.4L0 13.5Z" />
          <path className="mini-rest" d="M39 4.1L60 5V11L39 11.9Z" />
          <path className="mini-tear" d="M29 3l6 10M35 3l-6 10" />
        </>
      ) : (
        <path className="mini-body" d="M0 2.5L60 5V11L0 13.5Z" />
      )}
    </svg>
  );
}
