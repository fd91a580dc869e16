import { Suspense } from "react";
import { yearMarks } from "@/app/_server/dashboard/month";
import { YearStrip } from "@/components/dashboard/year-strip";
import type { OwnMonthMark } from "@/lib/store/queries/dashboard";

interface YearPartProps {
  participant: string;
  months: readonly OwnMonthMark[];
  current: string;
}

/** The months at once, their sums as soon as they are added up: the page does not wait for a year. */
export function YearPart(props: YearPartProps) {
  const bare = props.months.map(({ month, stage, contracts }) => ({
    month,
    stage,
    contracts,
    contractKwh: 0,
  }));
  return (
    <Suspense fallback={<YearStrip months={bare} current={props.current} pending />}>
      <Summed {...props} />
    </Suspense>
  );
}

async function Summed({ participant, months, current }: YearPartProps) {
  return <YearStrip months={await yearMarks(participant, months)} current={current} />;
}
