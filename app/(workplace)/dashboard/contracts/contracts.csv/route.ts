import { getTranslations } from "next-intl/server";
import { answered } from "@/app/_server/answers";
import { foundContracts } from "@/app/_server/dashboard/contracts";
import { csvAnswer, lineColumns, lineRow } from "@/app/_server/dashboard/csv";
import { actingViewer } from "@/app/_server/viewer";

/** The contracts the address narrows to, all pages of them. */
export async function GET(request: Request): Promise<Response> {
  return answered(async () => {
    const { participant } = await actingViewer("enterprise");
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const t = await getTranslations("dashboard");
    const { found, viewOf } = await foundContracts(participant, asked);
    return csvAnswer(
      "contracts.csv",
      lineColumns(t),
      found.map((one) => lineRow(viewOf(one), t)),
    );
  });
}
