/** The trace line with a gap: something is missing here. Decorative; the words below say what. */
export function TornLine() {
  return (
    <svg viewBox="0 0 560 24" aria-hidden="true" focusable="false" fill="var(--line-ink)">
      <path d="M11 1H320l-5 4 6 4-6 4 6 4-5 6H11A11 11 0 0 1 11 1Z" />
      <path d="M372 2.5l6 3.5-6 4 6 4-6 4 5 3.5H560V2.5Z" fill="var(--tone-3)" />
    </svg>
  );
}
