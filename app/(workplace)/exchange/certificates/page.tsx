import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import {
  certificatesCsvHref,
  certificatesView,
  issuePlan,
  issuingMonth,
} from "@/app/_server/console-issuing";
import { pagePatienceMs, viewFollowed } from "@/app/_server/followed";
import { monthMarks } from "@/app/_server/settlement";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { CertificateList } from "@/components/console/certificate-list";
import { MonthStrip } from "@/components/settlement/month-strip";
import { IssuePart } from "./issue-part";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("exchange.certificates") };
}

interface CertificatesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CertificatesPage({ searchParams }: CertificatesPageProps) {
  const person = await requireViewer("exchange");
  await viewFollowed(pagePatienceMs);
  const asked = await searchParams;
  const [{ months, month }, list] = await Promise.all([issuingMonth(asked), certificatesView(asked)]);
  const plan = month === undefined ? undefined : await issuePlan(month, asked);
  return (
    <Words of={["exchange", "settlement", "workplace", "device", "jobs"]}>
      {month === undefined ? null : (
        <MonthStrip months={monthMarks(months)} current={month} path="/exchange/certificates" />
      )}
      <IssuePart person={person} plan={plan} />
      <CertificateList
        list={list}
        months={months.map((one) => one.month).reverse()}
        csv={certificatesCsvHref(asked)}
      />
    </Words>
  );
}
