import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { chooseLocale, chooseTheme } from "@/app/_actions/preferences";
import { marketAbout } from "@/app/_server/claims";
import { market } from "@/app/_server/market";
import { Words } from "@/app/_server/words";
import { SiteFooter } from "@/components/shell/site-footer";
import { SiteHeader } from "@/components/shell/site-header";
import { themeCookie } from "@/lib/i18n/locales";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: t("title"), template: `%s · ${t("name")}` },
    description: t("description"),
    manifest: "/manifest.webmanifest",
    icons: { icon: "/icon.svg" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8faf6" },
    { media: "(prefers-color-scheme: dark)", color: "#0b1512" },
  ],
};

/** Whether this is a demonstration market; a ledger that does not answer is the pages' own matter. */
async function isDemo(): Promise<boolean> {
  try {
    return (await marketAbout((await market()).source)).demo;
  } catch {
    return false;
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(themeCookie)?.value;
  const demo = await isDemo();
  return (
    <html lang={await getLocale()} data-theme={theme === "light" || theme === "dark" ? theme : undefined}>
      <body>
        <SiteHeader demo={demo} chooseLocale={chooseLocale} />
        <Words of={["shell"]}>
          <main id="main" className="page">
            {children}
          </main>
        </Words>
        <SiteFooter demo={demo} theme={theme} chooseLocale={chooseLocale} chooseTheme={chooseTheme} />
      </body>
    </html>
  );
}
