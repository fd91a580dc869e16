import { getTranslations } from "next-intl/server";
import { type Asked, figuresView } from "@/app/_server/settlement";
import { Figures } from "@/components/settlement/figures";
import type { Month } from "@/lib/units/interval";

/** The month's outcome, computed while the page above it stands already. */
export async function FiguresPart({ month, asked }: { month: Month; asked: Asked }) {
  const figures = await figuresView(month, asked);
  if (figures !== undefined) return <Figures figures={figures} />;
  const t = await getTranslations("settlement");
  return <p style={{ marginTop: 32 }}>{t("figures.blocked")}</p>;
}
