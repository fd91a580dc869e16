import { useTranslations } from "next-intl";
import type { QrDrawing } from "@/components/certificate/summary";
import { grouped } from "@/components/ui/format";
import { type HoldingView, shortCode } from "./holding-view";
import { labelLayout, lineSizes, type SheetSize, sheetSizes } from "./label-sheet";

interface LabelDrawingProps {
  row: Pick<HoldingView, "code" | "settledKwh" | "month">;
  qr: QrDrawing;
  size?: Pick<SheetSize, "width" | "height">;
}

/** A label as it will be printed, in millimetres of its own. Paper is white and its print is black, day and night. */
export function LabelDrawing({ row, qr, size = sheetSizes.a24 }: LabelDrawingProps) {
  const t = useTranslations("holdings");
  const { width, height } = size;
  const { side, quiet, text } = labelLayout(size, qr.size);
  const unit = side / (qr.size + 2 * quiet);
  const lines = labelLines(row, t);
  const sizes = lineSizes(lines, size, text);
  return (
    <svg
      className="hold-label-drawing"
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width}mm`, maxWidth: "100%" }}
      role="img"
      aria-label={t("label.of", { code: row.code })}
    >
      <rect width={width} height={height} fill="#fff" />
      <g
        transform={`translate(${text.margin + quiet * unit} ${(height - side) / 2 + quiet * unit}) scale(${unit})`}
      >
        <path d={qr.path} fill="#000" />
      </g>
      {text.fits
        ? lines.map((line, at) => (
            <text
              key={line}
              x={text.x}
              y={height / 2 + (at - 1.1) * text.step}
              fontSize={sizes[at]}
              fontWeight={at === 0 ? 600 : 400}
              fill="#111"
            >
              {line}
            </text>
          ))
        : null}
    </svg>
  );
}

type Says = (key: string, values?: Record<string, string | number>) => string;

/** What stands beside the QR; the QR itself holds the address alone. */
export function labelLines(
  { code, settledKwh, month }: Pick<HoldingView, "code" | "settledKwh" | "month">,
  t: Says,
): string[] {
  return [`${grouped(settledKwh)} kWh`, t("label.green", { month }), t("label.scan"), shortCode(code)];
}
