import Link from "next/link";
import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { Figure } from "@/components/workplace/figure";
import { Section } from "@/components/workplace/page-head";

interface CountsProps {
  counts: {
    readonly participants: Readonly<Record<string, number>>;
    readonly suspended: number;
    readonly plants: number;
    readonly units: number;
    readonly meters: number;
    readonly channels: number;
    readonly contracts: number;
    readonly certificates: number;
    readonly entries: number;
  };
}

const places = {
  plants: "/exchange/plants",
  units: "/exchange/units",
  meters: "/exchange/meters",
  channels: "/exchange/channels",
  contracts: "/exchange/contracts",
  certificates: "/exchange/certificates",
  entries: "/ledger",
} as const;

/** What the market consists of; each number leads to its list. */
export function Counts({ counts }: CountsProps) {
  const t = useTranslations("exchange.home.counts");
  const participants = Object.values(counts.participants).reduce((sum, count) => sum + count, 0);
  return (
    <Section id="counts" title={t("title")}>
      <dl className="wp-figures" style={{ gridTemplateColumns: "repeat(auto-fit, minmax(110px, 1fr))" }}>
        <Figure
          label={t("participants")}
          value={
            <Link href="/exchange/participants" prefetch={false}>
              {grouped(participants)}
            </Link>
          }
          note={counts.suspended === 0 ? undefined : t("suspended", { count: counts.suspended })}
        />
        {(Object.keys(places) as (keyof typeof places)[]).map((id) => (
          <Figure
            key={id}
            label={t(id)}
            value={
              <Link href={places[id]} prefetch={false}>
                {grouped(counts[id])}
              </Link>
            }
          />
        ))}
      </dl>
    </Section>
  );
}
