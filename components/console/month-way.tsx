import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { PageHead } from "@/components/workplace/page-head";
import type { WayStep } from "./home-view";
import { TraceSteps } from "./trace-steps";

interface MonthWayProps {
  month: string;
  standing:
    | {
        readonly stage: string;
        readonly certificates: number;
        readonly settledWh: number;
        readonly plants: number;
        readonly settledPlants: number;
      }
    | undefined;
  way: readonly WayStep[];
}

/** The month in one sentence and one line: what is done, what comes next, what it waits for. */
export function MonthWay({ month, standing, way }: MonthWayProps) {
  const t = useTranslations("exchange.home");
  const numbers = way[0]?.numbers ?? {};
  const title = t(`title.${sentenceOf(standing, way)}`, {
    month,
    ...{ contracts: numbers.contracts ?? 0, open: numbers.open ?? 0 },
    ...{ settledPlants: numbers.settledPlants ?? 0, monthPlants: numbers.monthPlants ?? 0 },
    settled: grouped(numbers.settledKwh ?? 0),
    certificates: numbers.certificates ?? 0,
  });
  return (
    <>
      <PageHead title={title} lead={t(standing === undefined ? "lead.empty" : "lead.some")} />
      <TraceSteps
        label={t("way.label")}
        steps={way.map(({ id, state, href, numbers: said, lack }) => ({
          id,
          state,
          href,
          title: t(`way.${id}`),
          say: t(`way.say.${id}`, said),
          ...(lack === undefined ? {} : { lack: t(`way.lack.${lack}`, said) }),
        }))}
      />
    </>
  );
}

function sentenceOf(standing: MonthWayProps["standing"], way: readonly WayStep[]) {
  if (standing === undefined) return "empty";
  if (standing.stage === "finished") return standing.certificates > 0 ? "issued" : "finished";
  if (standing.stage !== "open") return "running";
  return way.some(({ state }) => state === "stop") ? "open" : "ready";
}
