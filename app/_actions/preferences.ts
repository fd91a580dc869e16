"use server";

import { cookies } from "next/headers";
import { isLocale, localeCookie, themeCookie } from "@/lib/i18n/locales";

const year = 365 * 24 * 3600;

async function remember(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, { maxAge: year, sameSite: "lax", path: "/" });
}

/** The visitor's language; anything else is let be. */
export async function chooseLocale(form: FormData): Promise<void> {
  const locale = form.get("locale");
  if (typeof locale === "string" && isLocale(locale)) await remember(localeCookie, locale);
}

/** light, dark, or whatever the device says. */
export async function chooseTheme(form: FormData): Promise<void> {
  const theme = form.get("theme");
  if (theme === "light" || theme === "dark") await remember(themeCookie, theme);
  else (await cookies()).delete(themeCookie);
}
