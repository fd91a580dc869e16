"use server";

import { getLocale } from "next-intl/server";
import { z } from "zod";
import { findFor } from "@/app/_server/find";
import { mustWait } from "@/app/_server/limited";
import { actingViewer } from "@/app/_server/viewer";
import type { Found } from "@/components/workplace/palette";

/** Looks up names and numbers for the palette; nothing but what this person may see. */
export async function find(sought: string): Promise<readonly Found[]> {
  const person = await actingViewer("enterprise", "regulator", "exchange");
  const text = z.string().max(200).safeParse(sought);
  if ((await mustWait("search", person.accountId)) !== undefined) return [];
  return text.success ? findFor(person, text.data, (await getLocale()) === "en") : [];
}
