import { grouped } from "@/components/ui/format";

interface ProgressBarProps {
  label: string;
  done: number;
  /** 0 while it is not known. */
  total: number;
}

export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <div className="wp-progress">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total === 0 ? undefined : total}
        aria-valuenow={total === 0 ? undefined : done}
      >
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p>
        <span>{label}</span>
        <span>{total === 0 ? grouped(done) : `${grouped(done)} / ${grouped(total)}`}</span>
      </p>
    </div>
  );
}
