import { getTranslations } from "next-intl/server";
import { strandsOf } from "@/app/_server/dashboard/overview";
import { market } from "@/app/_server/market";
import type { MonthView } from "@/components/dashboard/dashboard-view";
import { FlowLine } from "@/components/dashboard/flow-line";
import { statementDates } from "@/components/settlement/calendar";
import { englishMonth } from "@/components/ui/english-month";
import { grouped } from "@/components/ui/format";
import { readMarketRow } from "@/lib/gateway/view";

const bold = (parts: React.ReactNode) => <b>{parts}</b>;

/** One sentence with the month's three numbers, and the line they are the ends of. */
export async function HeadPart({ view }: { view: MonthView }) {
  const t = await getTranslations("dashboard");
  const { month, sums, side, stage } = view;
  const said = {
    month: Number(month.slice(5)),
    monthText: englishMonth(month),
    contract: grouped(sums.contractKwh),
    settled: grouped(sums.settledKwh),
    short: grouped(sums.deviationKwh),
    b: bold,
  };
  if (stage !== "finished") {
    const { data, draft, final } = statementDates(month);
    return (
      <header className="db-head">
        <h1>{t.rich("head.open", said)}</h1>
        <p>{t("head.openLead", { data, draft, final })}</p>
      </header>
    );
  }
  const { ledger } = await market();
  const { origin } = await readMarketRow(ledger);
  const kind = side === "consumption" ? "bought" : side === "generation" ? "sold" : "via";
  return (
    <header className="db-head">
      <h1>{t.rich(`head.${kind}${sums.deviationKwh === 0 ? "Full" : ""}`, said)}</h1>
      <p>{t("head.lead", { side })}</p>
      <FlowLine
        strands={strandsOf(view, (count) => t("flow.others", { count }))}
        market={origin}
        holds={side === "consumption"}
      />
    </header>
  );
}
