import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { publicUrl } from "@/app/_server/market";
import { Words } from "@/app/_server/words";
import { destinationOf } from "@/components/scan/destination";
import { Scanner } from "@/components/scan/scanner";

interface ScanPageProps {
  readonly searchParams: Promise<{ code?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("scan"))("title") };
}

/** Camera, picture, or the code typed by hand; `?code=` answers a form sent before any script had run. */
export default async function ScanPage({ searchParams }: ScanPageProps) {
  const t = await getTranslations("scan");
  const { code } = await searchParams;
  const typed = typeof code === "string" ? code.slice(0, 400) : "";
  const found = typed === "" ? undefined : destinationOf(typed, publicUrl());
  if (found?.kind === "certificate") redirect(found.href);
  return (
    <div className="scan">
      <div>
        <h1 className="plain-title">{t("title")}</h1>
        <p className="plain-lead">{t("lead")}</p>
        {found?.kind === "refused" && (
          <p className="scan-refused" role="alert">
            {t(`refused.${found.code}`)}
          </p>
        )}
      </div>
      <Words of={["scan"]}>
        <Scanner typed={typed} />
      </Words>
    </div>
  );
}
