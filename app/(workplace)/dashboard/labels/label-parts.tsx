import { getTranslations } from "next-intl/server";
import { ActionLink } from "@/components/workplace/button";

interface LabelPartsProps {
  /** From 0. */
  part: number;
  parts: number;
  most: number;
  total: number;
  query: Readonly<Record<string, string | string[] | undefined>>;
}

/** Which of the certificates are on this page of labels, and the way to the others. Nothing where all of them are. */
export async function LabelParts({ part, parts, most, total, query }: LabelPartsProps) {
  if (parts < 2) return null;
  const t = await getTranslations("holdings.sheet");
  const href = (to: number): string => {
    const named = Object.entries(query).flatMap(([name, value]) =>
      typeof value === "string" && name !== "part" ? [[name, value]] : [],
    );
    return `/dashboard/labels?${new URLSearchParams([...named, ["part", String(to + 1)]])}`;
  };
  return (
    <nav className="wp-tools" aria-label={t("parts")}>
      <span>{t("part", { from: part * most + 1, to: Math.min(total, (part + 1) * most), total })}</span>
      {part > 0 ? <ActionLink href={href(part - 1)}>{t("before")}</ActionLink> : null}
      {part + 1 < parts ? <ActionLink href={href(part + 1)}>{t("after")}</ActionLink> : null}
    </nav>
  );
}
