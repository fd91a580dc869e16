import { province } from "@/lib/identifiers/provinces";

/** A province as people call it. */
export function placeName(code: string, english: boolean): string {
  const place = province(code);
  return (english ? place?.nameEn : place?.name) ?? code;
}
