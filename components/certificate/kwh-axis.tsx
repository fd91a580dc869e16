import { sourceOf } from "@/components/ui/energy-source";
import { grouped } from "@/components/ui/format";
import type { LineFigures } from "@/lib/proof/verify/figures";
import { SourceGlyph } from "./source-mix";

interface KwhAxisProps {
  lines: readonly LineFigures[];
  total: number;
  here: number | undefined;
}

/** The certificate's axis: its lines end to end, each in its source's hue, pattern and glyph. */
export function KwhAxis({ lines, total, here }: KwhAxisProps) {
  const shown = lines.flatMap((line, index) =>
    line.settledKwh === undefined || line.settledKwh === 0 ? [] : [{ line, index, kwh: line.settledKwh }],
  );
  if (shown.length === 0) {
    return (
      <ol className="axis-lines">
        <li data-here="true" style={{ flexGrow: 1 }}>
          <span className="axis-kwh">{grouped(total)} kWh</span>
          <span className="axis-fill source-fill" data-source="mixed" />
        </li>
      </ol>
    );
  }
  return (
    <ol className="axis-lines">
      {shown.map(({ line, index, kwh }) => {
        const source = sourceOf(line.plant?.type);
        return (
          <li key={line.contract ?? index} data-here={index === here} style={{ flexGrow: kwh }}>
            <span className="axis-label">
              <span className="axis-name">
                <SourceGlyph source={source} />
                <span>{line.plant?.name ?? "—"}</span>
              </span>
              <span className="axis-kwh">{grouped(kwh)} kWh</span>
            </span>
            <span className="axis-fill source-fill" data-source={source} />
          </li>
        );
      })}
    </ol>
  );
}
