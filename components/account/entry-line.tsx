/**
 * The trace line, the only ornament of these pages: it comes from the page's edge, makes its loop, and waits at an
 * open end; torn where a link leads nowhere. Decorative.
 */
export function EntryLine({ torn = false }: { torn?: boolean }) {
  return (
    <svg className="entry-line" viewBox="0 0 140 22" aria-hidden="true" focusable="false" fill="none">
      <g stroke="var(--line-ink)" strokeLinecap="round">
        <path
          d="M-560 18H2c8 0 18-3 18-9.8 0-3.4-2.2-5.7-5-5.7s-5 2.3-5 5.7c0 3.3 2.2 6.1 5.2 7.7"
          strokeWidth="1.7"
        />
        <path d={`M15.2 15.9c3 1.5 7.3 2.1 12.8 2.1H${torn ? 52 : 135.6}`} strokeWidth="1.15" />
        {torn ? <path d="M68 18h67.6" strokeWidth="1.15" stroke="var(--tone-3)" /> : null}
        <circle cx="137.6" cy="18" r="1.7" strokeWidth="1" stroke={torn ? "var(--tone-3)" : undefined} />
      </g>
    </svg>
  );
}
