import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { fileForms } from "@/app/_server/console";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { FILE_FORMS } from "@/components/console/file-forms";
import { FileRow } from "@/components/console/file-row";
import "@/components/console/console.css";
import { PageHead } from "@/components/workplace/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("exchange.files"))("title") };
}

/** Everything a market is made of, brought as files. */
export default async function FilesPage() {
  const person = await requireViewer("exchange");
  const t = await getTranslations("exchange.files");
  const { counts, jobs } = await fileForms(person);
  return (
    <Words of={["exchange", "workplace", "device", "jobs", "ledger"]}>
      <PageHead title={t("title")} lead={t("lead")} />
      <ol className="file-rows">
        {FILE_FORMS.map((form) => (
          <FileRow key={form} form={form} count={counts[form]} job={jobs.get(form)} />
        ))}
      </ol>
    </Words>
  );
}
