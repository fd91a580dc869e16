import "server-only";
import { getLocale } from "next-intl/server";
import { province } from "@/lib/identifiers/provinces";

/** Names of provinces in the visitor's language, by GB/T 2260 code; the code itself where it is unknown. */
export async function provinceName(): Promise<(code: string) => string> {
  const english = (await getLocale()) === "en";
  return (code) => {
    const found = province(code);
    return (english ? found?.nameEn : found?.name) ?? code;
  };
}
