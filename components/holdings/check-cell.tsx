import { useTranslations } from "next-intl";
import type { Checked } from "./check-holding";
import type { HoldingView } from "./holding-view";
import { MiniTrace } from "./mini-trace";

/** What this browser found, in a glyph and in words. */
export function CheckCell({ checked }: { checked: Checked | undefined; row?: HoldingView }) {
  const t = useTranslations("holdings");
  const state = checked?.state ?? "none";
  const words =
    checked === undefined
      ? t("check.none")
      : t(`check.${checked.state}`, { held: checked.held, stage: t(`stage.${tornAt(checked)}`) });
  return (
    <span className="hold-check" data-checked={state}>
      <MiniTrace checked={checked} />
      {words}
    </span>
  );
}

const names = ["production", "trade", "transmission", "consumption", "settlement"] as const;

/** The stage that does not hold; `ledger` where it is none of the five. */
function tornAt({ stages }: Checked): (typeof names)[number] | "ledger" {
  return names[stages.indexOf("broken")] ?? "ledger";
}
