import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Words } from "@/app/_server/words";
import { VerifyFile } from "@/components/verify/verify-file";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("verify"))("title") };
}

/** Drop a bundle: works without a network once it was opened. */
export default async function VerifyPage() {
  const t = await getTranslations("verify");
  return (
    <div className="verify">
      <h1 className="plain-title">{t("title")}</h1>
      <p className="plain-lead">{t("lead")}</p>
      <Words of={["verify", "certificate"]}>
        <VerifyFile />
      </Words>
    </div>
  );
}
