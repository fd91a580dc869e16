/**
 * The mark: the trace line makes one loop and goes on a little thinner, as energy does on its way.
 * Decorative; its link or its text carries the name.
 */
export function TraceMark({ className = "trace-mark" }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox="0 0 30 22"
      width="30"
      height="22"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d="M2 18c8 0 18-3 18-9.8 0-3.4-2.2-5.7-5-5.7s-5 2.3-5 5.7c0 3.3 2.2 6.1 5.2 7.7"
        strokeWidth="3.4"
      />
      <path d="M15.2 15.9c3 1.5 7.3 2.1 12.8 2.1" strokeWidth="2.3" />
    </svg>
  );
}
