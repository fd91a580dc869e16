import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { chooseLocale, chooseTheme } from "@/app/_actions/preferences";
import { isDemo } from "@/app/_server/claims";
import { Words } from "@/app/_server/words";
import { SiteFooter } from "@/components/shell/site-footer";
import { SiteHeader } from "@/components/shell/site-header";
import { themeCookie } from "@/lib/i18n/locales";

/** Header, main and footer of every page that needs no account. */
export async function PublicFrame({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(themeCookie)?.value;
  const demo = await isDemo();
  return (
    <>
      <SiteHeader demo={demo} chooseLocale={chooseLocale} />
      <Words of={["shell"]}>
        <main id="main" className="page">
          {children}
        </main>
      </Words>
      <SiteFooter demo={demo} theme={theme} chooseLocale={chooseLocale} chooseTheme={chooseTheme} />
    </>
  );
}
