import { getTranslations } from "next-intl/server";
import { deviationBy, deviationRows, hrefWith } from "@/app/_server/dashboard/overview";
import type { Asked } from "@/app/_server/dashboard/own";
import { ContractAccount } from "@/components/dashboard/contract-account";
import type { MonthView } from "@/components/dashboard/dashboard-view";
import { DeviationMatrix } from "@/components/dashboard/deviation-matrix";
import { HowPanel } from "@/components/dashboard/how-panel";
import { ActionLink } from "@/components/workplace/button";
import { Section } from "@/components/workplace/page-head";
import { addedUp } from "@/lib/accounting/sums";
import type { OwnMonthMark } from "@/lib/store/queries/dashboard";

interface SettlePartProps {
  participant: string;
  view: MonthView;
  months: readonly OwnMonthMark[];
  asked: Asked;
}

/** The month's contracts with the arithmetic of each, and what fell short by unit, plant and month. */
export async function SettlePart({ participant, view, months, asked }: SettlePartProps) {
  const t = await getTranslations("dashboard");
  const contracts = view.groups.flatMap((group) => group.contracts);
  const { limits, month, stage } = view;
  const by = deviationBy(asked);
  const rows = await deviationRows(by, participant, view, months);
  const short = contracts.filter(({ settled }) => settled && settled.limitedBy !== "contract");
  const worked = short[0] ?? contracts[0];
  const link = (dev: string) => hrefWith(asked, { dev, month }, "deviation");
  return (
    <>
      <Section
        id="settle"
        title={
          stage === "finished"
            ? t("account.sentence", { count: contracts.length, ...limits })
            : t("account.sentenceOpen", { count: contracts.length })
        }
        lead={t("account.lead")}
        tools={<ActionLink href={`/dashboard/lines.csv?month=${month}`}>CSV</ActionLink>}
      >
        <ContractAccount view={view} />
        <p className="db-note">{t("account.note")}</p>
        <HowPanel contract={worked} />
      </Section>
      {stage === "finished" ? (
        <Section
          id="deviation"
          title={t("deviation.title", { count: short.length })}
          lead={t("deviation.lead")}
        >
          <DeviationMatrix
            by={by}
            month={month}
            rows={rows}
            total={addedUp(rows.map(({ sums }) => sums))}
            hrefs={{ unit: link("unit"), plant: link("plant"), month: link("month") }}
          />
        </Section>
      ) : null}
    </>
  );
}
