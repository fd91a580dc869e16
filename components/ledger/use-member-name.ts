"use client";

import { useTranslations } from "next-intl";

const known = ["exchange", "grid", "association", "regulator"] as const;

/** What people call a member; its own name where nobody has named it for them. */
export function useMemberName(): (name: string) => string {
  const t = useTranslations("ledger");
  return (name) => {
    const label = known.find((one) => name.startsWith(`${one}.`));
    return label === undefined ? name : t(`memberNames.${label}`);
  };
}
