import { getTranslations } from "next-intl/server";
import { monthHours } from "@/app/_server/dashboard/hours";
import { betterOf, heatOf, hrefWith } from "@/app/_server/dashboard/overview";
import type { Asked } from "@/app/_server/dashboard/own";
import { scopeOf } from "@/app/_server/dashboard/own";
import { BetterList } from "@/components/dashboard/better-list";
import { HeatMap } from "@/components/dashboard/heat-map";
import { MeanDay } from "@/components/dashboard/mean-day";
import { shareOf } from "@/components/ui/format";
import { Section } from "@/components/workplace/page-head";
import { TabLinks } from "@/components/workplace/tab-links";
import type { OwnMonthMark } from "@/lib/store/queries/dashboard";

interface MatchPartProps {
  participant: string;
  mark: OwnMonthMark;
  months: readonly OwnMonthMark[];
  asked: Asked;
}

const bold = (parts: React.ReactNode) => <b>{parts}</b>;

/** How much of it was generated in the very quarter-hour it was used in, and what would make that more. */
export async function MatchPart({ participant, mark, months, asked }: MatchPartProps) {
  const t = await getTranslations("dashboard");
  const hours = await monthHours(participant, mark);
  if (hours === undefined || hours.sums.total.ofWh === 0) return null;
  const by = asked.by === "month" ? "month" : "day";
  const [heat, options, { side }] = await Promise.all([
    heatOf(by, hours, participant, months),
    betterOf(hours),
    scopeOf(participant),
  ]);
  const { partWh, ofWh } = hours.sums.total;
  const link = (next: string) => hrefWith(asked, { by: next, month: mark.month }, "match");
  const kind = side === "consumption" ? "match" : "matchSold";
  return (
    <Section
      id="match"
      title={t.rich(`${kind}.title`, { share: shareOf(partWh, ofWh), b: bold })}
      lead={t(`${kind}.lead`, { share: shareOf(partWh, ofWh) })}
    >
      <TabLinks
        label={t("heat.by")}
        tabs={(["day", "month"] as const).map((id) => ({
          href: link(id),
          label: t(`heat.tab.${id}`),
          current: id === by,
        }))}
      />
      <div className="db-match">
        <HeatMap heat={heat} />
        <MeanDay {...hours.mean} sun={hours.sun[Math.floor(hours.sun.length / 2)]} total={hours.sums.total} />
        <BetterList options={options} month={mark.month} />
      </div>
    </Section>
  );
}
