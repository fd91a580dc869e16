"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { stages } from "@/components/certificate/page-state";
import { useWords } from "@/components/certificate/use-words";
import { grouped, minus, percentOfPpm } from "@/components/ui/format";
import type { EvidenceStage } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import type { KwhStory } from "./sample";

/** One sentence a person can repeat to somebody. */
export function KwhSentence({ story }: { story: KwhStory }) {
  const t = useTranslations("home");
  const words = useWords();
  const { piece, month, line } = story;
  const same = piece.productionInterval === piece.consumptionInterval;
  const values = {
    day: words.day(month, piece.productionInterval),
    clock: words.clock(piece.productionInterval),
    province: words.province(line.plant?.province ?? ""),
    plant: line.plant?.name ?? "—",
    to: words.province(story.unitProvince),
    holder: story.holder ?? t("way.someone"),
    useDay: words.day(month, piece.consumptionInterval),
    useClock: words.clock(piece.consumptionInterval),
    nb: (text: ReactNode) => <span className="nb">{text}</span>,
  };
  return (
    <h2 className="way-sentence">
      <span>{t.rich("way.made", values)}</span>
      <span>{t.rich(same ? "way.usedSame" : "way.usedMonth", values)}</span>
    </h2>
  );
}

interface StageWords {
  readonly number: string;
  readonly unit?: string;
  readonly lines: readonly string[];
}

/** Five columns of one number and what it means. */
export function KwhStages({
  story,
  states,
}: {
  story: KwhStory;
  states: Readonly<Record<EvidenceStage, StageState>>;
}) {
  const t = useTranslations("certificate");
  const said = useStageWords(story);
  return (
    <ol className="way-stages">
      {stages.map((stage) => {
        const { number, unit, lines } = said[stage];
        return (
          <li key={stage} data-spot="stage" data-stage={stage} data-state={states[stage]}>
            <h3>
              {t(`stages.${stage}.name`)}
              <span className="sr-only"> {t(`stages.state.${states[stage]}`)}</span>
            </h3>
            <p className="way-number">
              {number}
              {unit !== undefined && <small> {unit}</small>}
            </p>
            {lines.map((line) => (
              <p key={line} className="way-note">
                {line}
              </p>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

function useStageWords(story: KwhStory): Readonly<Record<EvidenceStage, StageWords>> {
  const t = useTranslations("certificate");
  const h = useTranslations("home");
  const words = useWords();
  const { piece, month, line, channels } = story;
  const moment = (interval: number): string => `${words.day(month, interval)} ${words.clock(interval)}`;
  const rates = words.list(channels.map((channel) => percentOfPpm(channel.lossPpm)));
  const more = story.pieces > 1 ? [h("way.pieces", { count: story.pieces })] : [];
  return {
    production: {
      number: grouped(story.sentWh),
      unit: "Wh",
      lines: [line.plant?.name ?? "—", moment(piece.productionInterval), ...more],
    },
    trade: {
      number: t(`modes.${line.mode ?? "unknown"}`),
      lines: [
        h("way.contract", { term: t(`terms.${line.term ?? "unknown"}`) }),
        story.holder ?? h("card.withheld"),
      ],
    },
    transmission: {
      number: minus(story.lossWh),
      unit: "Wh",
      lines:
        channels.length === 0
          ? [h("way.inside")]
          : [words.list(channels.map((channel) => channel.name)), h("way.registered", { rate: rates })],
    },
    consumption: {
      number: grouped(story.landedWh),
      unit: "Wh",
      lines: [words.province(story.unitProvince), moment(piece.consumptionInterval)],
    },
    settlement: {
      number: h("way.place", { n: grouped(story.n) }),
      lines: [
        h("way.of", { total: grouped(story.totalKwh) }),
        ...(line.limitedBy === undefined ? [] : [h("way.bound", { by: t(`bounds.${line.limitedBy}`) })]),
      ],
    },
  };
}
