import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/app/_server/words";
import { Scanner } from "@/components/scan/scanner";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("scan"))("title") };
}

/** Camera, picture, or the code typed by hand. */
export default async function ScanPage() {
  const t = await getTranslations("scan");
  return (
    <div className="plain-page">
      <h1 className="plain-title">{t("title")}</h1>
      <p className="plain-lead">{t("lead")}</p>
      <Words of={["scan"]}>
        <Scanner />
      </Words>
    </div>
  );
}
