import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { Icon } from "@/components/ui/icons";
import "./dashboard.css";

/** What a plant runs on: a glyph, and its hue. */
export function SourceGlyph({ type }: { type: string }) {
  const source = sourceOf(type);
  return (
    <span className="db-src" data-source={source}>
      <Icon name={iconOf(source)} />
    </span>
  );
}
