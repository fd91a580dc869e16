import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { Figure } from "@/components/workplace/figure";
import { ageOf } from "./age";
import type { GatewayView } from "./gateway-view";

/** How long it took, and what still waits. */
export function GatewayFigures({ view }: { view: GatewayView }) {
  const t = useTranslations("exchange.gateway");
  const ages = useTranslations("exchange.members.age");
  const age = view.pendingAge === undefined ? undefined : ageOf(view.pendingAge);
  return (
    <dl
      className="wp-figures"
      style={{ gridTemplateColumns: "repeat(auto-fit, minmax(110px, 1fr))" }}
      aria-label={t("latency")}
    >
      {(["p50", "p95", "p99", "slowest"] as const).map((id) => {
        const ms = view.latency[id];
        return ms === undefined ? (
          <Figure key={id} label={t(id)} value="—" />
        ) : (
          <Figure key={id} label={t(id)} value={grouped(Math.round(ms))} unit="ms" />
        );
      })}
      <Figure
        label={t("pending")}
        value={grouped(view.pending)}
        note={
          age === undefined
            ? t("pendingNone")
            : t("pendingNote", { age: ages(age.unit, { count: age.count }) })
        }
      />
    </dl>
  );
}
