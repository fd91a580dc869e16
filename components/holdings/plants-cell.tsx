import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { Icon } from "@/components/ui/icons";
import type { HoldingView } from "./holding-view";

/** Plants with the glyph of their source. */
export function PlantsCell({ plants }: Pick<HoldingView, "plants">) {
  if (plants.length === 0) return "—";
  return (
    <span className="hold-plants">
      {plants.map(({ code, name, type }) => (
        <span key={code} data-source={sourceOf(type)}>
          <Icon name={iconOf(sourceOf(type))} />
          {name}
        </span>
      ))}
    </span>
  );
}
