import { useTranslations } from "next-intl";
import type { QrDrawing } from "@/components/certificate/summary";
import { labelLayout, type Placed, placeAt, placesOn, type SheetSize } from "./label-sheet";

interface SheetDrawingProps {
  size: SheetSize;
  placed: readonly Placed<{ readonly qr: QrDrawing }>[];
  /** From 1. */
  start: number;
  /** Places of the first sheet that are stuck elsewhere already, from 1. */
  used: ReadonlySet<number>;
  onToggle: (place: number) => void;
}

/** The first sheet as it will be printed; a place is pressed to say that its label is gone. */
export function SheetDrawing({ size, placed, start, used, onToggle }: SheetDrawingProps) {
  const t = useTranslations("holdings.sheet");
  const here = new Map(placed.filter(({ sheet }) => sheet === 0).map((one) => [one.at, one.label]));
  const { width, height } = size.page;
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return (
    <fieldset className="hold-paper" style={{ aspectRatio: `${width} / ${height}` }}>
      <legend className="sr-only">{t("first")}</legend>
      {Array.from({ length: placesOn(size) }, (_, at) => {
        const { x, y } = placeAt(size, at);
        const gone = at + 1 < start || used.has(at + 1);
        const label = here.get(at);
        return (
          <button
            key={`${x}/${y}`}
            type="button"
            aria-pressed={gone}
            disabled={at + 1 < start}
            aria-label={t(gone ? "placeUsed" : label === undefined ? "placeFree" : "placeTaken", {
              n: at + 1,
            })}
            style={{
              left: percent(x, width),
              top: percent(y, height),
              width: percent(size.width, width),
              height: percent(size.height, height),
            }}
            onClick={() => onToggle(at + 1)}
          >
            {label === undefined ? null : <Printed size={size} qr={label.qr} />}
          </button>
        );
      })}
    </fieldset>
  );
}

function Printed({ size, qr }: { size: SheetSize; qr: QrDrawing }) {
  const { side, quiet, text } = labelLayout(size, qr.size);
  const unit = side / (qr.size + 2 * quiet);
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      <g
        transform={`translate(${text.margin + quiet * unit} ${(size.height - side) / 2 + quiet * unit}) scale(${unit})`}
      >
        <path d={qr.path} fill="#000" />
      </g>
      {text.fits
        ? [0, 1, 2, 3].map((line) => (
            <rect
              key={line}
              x={text.x}
              y={size.height / 2 + (line - 1.6) * text.step}
              width={(size.width - text.x - text.margin) * (line === 3 ? 0.5 : 0.85)}
              height={line === 0 ? 1.6 : 0.9}
              fill="#444"
            />
          ))
        : null}
    </svg>
  );
}
