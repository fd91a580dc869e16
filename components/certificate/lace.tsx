import { memo, useId, useMemo } from "react";
import { type LaceDrawing, laceOf, laceRadius } from "./lace-drawing";
import "./lace.css";

interface LaceProps {
  /** Certificate hash, 64 hex digits. */
  hash: string;
  /** `rose` is the corner's rosette, `wave` the band at the foot. */
  part?: "rose" | "wave";
  className?: string;
}

/**
 * The certificate's own pattern, in ink and again in the colour of its state. How far the second covers the
 * first, clockwise, is the custom property `--checked` (0–1) of any ancestor; `--wedge` (0–1) more is missing
 * where a check failed.
 */
export const Lace = memo(function Lace({ hash, part = "rose", className = "" }: LaceProps) {
  const drawing = useMemo(() => laceOf(hash), [hash]);
  const id = useId();
  const shape = part === "rose" ? <Rose drawing={drawing} id={id} /> : <Wave drawing={drawing} />;
  const box =
    part === "rose" ? `${-laceRadius} ${-laceRadius} ${2 * laceRadius} ${2 * laceRadius}` : "0 0 800 30";
  const fit = part === "rose" ? "xMidYMid meet" : "none";
  return (
    <div className={`lace lace-${part} ${className}`.trim()} aria-hidden="true">
      <svg aria-hidden="true" className="lace-ink" viewBox={box} preserveAspectRatio={fit} focusable="false">
        <g id={`${id}-${part}`}>{shape}</g>
      </svg>
      <svg aria-hidden="true" className="lace-on" viewBox={box} preserveAspectRatio={fit} focusable="false">
        <use href={`#${id}-${part}`} />
      </svg>
    </div>
  );
});

function Rose({ drawing, id }: { drawing: LaceDrawing; id: string }) {
  return drawing.rings.map((ring, index) => {
    return (
      <g key={ring.strands[0]}>
        <g id={`${id}-ring-${index}`}>
          <path d={ring.strands[0]} />
          <path d={ring.strands[1]} />
        </g>
        {turns(ring.lobes).map((angle) => (
          <use key={angle} href={`#${id}-ring-${index}`} transform={`rotate(${angle})`} />
        ))}
      </g>
    );
  });
}

/** By how much each copy of a strand is turned, the first one aside. */
function turns(lobes: number): number[] {
  return Array.from({ length: lobes - 1 }, (_, copy) => (360 / lobes) * (copy + 1));
}

function Wave({ drawing }: { drawing: LaceDrawing }) {
  return drawing.wave.map((strand) => <path key={strand} d={strand} vectorEffect="non-scaling-stroke" />);
}
