import type { Checked } from "./check-holding";

const at = [5, 17.5, 30, 42.5, 55];

/** The trace line in five nodes: hollow and ink until this browser has checked, torn where a stage does not hold. */
export function MiniTrace({ checked }: { checked: Checked | undefined }) {
  const state = checked?.state ?? "checking";
  const broken = state === "failed" ? Math.max(0, checked?.stages.indexOf("broken") ?? 0) : -1;
  return (
    <svg
      className="mini-trace"
      data-state={state}
      viewBox="0 0 60 12"
      width="60"
      height="12"
      aria-hidden="true"
    >
      {at.slice(0, -1).map((x, i) => (
        <path key={x} d={broken === i + 1 || broken === i ? `M${x} 6h3.5` : `M${x} 6h12.5`} />
      ))}
      {at.map((x, i) =>
        i === broken ? (
          <path key={x} className="tear" d={`M${x - 3} 3l6 6M${x + 3} 3l-6 6`} />
        ) : (
          <circle key={x} cx={x} cy="6" r="3" data-stage={checked?.stages[i] ?? "pending"} />
        ),
      )}
    </svg>
  );
}
