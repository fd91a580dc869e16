import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { kwh } from "./amounts";
import type { ContractView } from "./dashboard-view";

const UNIT_PX = 64;
const WIDTH = 108;

/** Contract, generation, consumption on one scale; the shortest is bold and binds, an arrow goes on beyond the edge. */
export function Rulers({ contract }: { contract: ContractView }) {
  const t = useTranslations("dashboard");
  const { settled, contractKwh } = contract;
  if (settled === undefined) return null;
  const { generation, consumption } = settled.rulers;
  const rows = [
    { id: "contract", share: 1 },
    { id: "generation", share: generation },
    { id: "consumption", share: consumption },
  ];
  const label = t("account.rulers", {
    contract: grouped(contractKwh),
    generation: kwh(settled.quotaWh),
    consumption: kwh(settled.allowanceWh),
    limit: t(`limit.${settled.limitedBy}`),
  });
  return (
    <svg
      className="db-rulers"
      width={WIDTH}
      height="20"
      viewBox={`0 0 ${WIDTH} 20`}
      role="img"
      aria-label={label}
    >
      <path className="mark" d={`M${UNIT_PX + 0.5} 1V19`} />
      {rows.map(({ id, share }, at) => {
        const y = 4 + at * 6;
        const isCapped = share >= 1.6;
        return (
          <g key={id} data-binds={id === settled.limitedBy ? "yes" : undefined}>
            <path d={`M0 ${y}H${(Math.min(share, 1.6) * UNIT_PX).toFixed(1)}`} />
            {isCapped ? <path className="more" d={`M101 ${y - 2}l2.4 2l-2.4 2`} /> : null}
          </g>
        );
      })}
    </svg>
  );
}
