import type { LineView } from "./run-view";
import "./settlement.css";

const PPM = 1_000_000;

/** Contract, generation, consumption on one scale, each as what could land by it; the shortest binds. */
export function Rulers({ line, label }: { line: LineView; label: string }) {
  const kept = line.path.reduce((share, { lossPpm }) => share * (1 - lossPpm / PPM), 1);
  const sides = [
    { id: "contract", wh: 1000 * line.contractKwh },
    {
      id: "generation",
      wh: line.G < line.C ? line.quotaWh * kept : Math.max(line.G * kept, line.quotaWh * kept),
    },
    { id: "consumption", wh: line.U < line.D ? line.allowanceWh : Math.max(line.U, line.allowanceWh) },
  ];
  const scale = 1.25 * 1000 * line.contractKwh;
  return (
    <span className="rulers" role="img" aria-label={label}>
      {sides.map(({ id, wh }) => (
        <span
          key={id}
          data-binds={id === line.limitedBy ? "yes" : undefined}
          style={{ width: `${Math.min(100, (wh / scale) * 100)}%` }}
        />
      ))}
    </span>
  );
}
