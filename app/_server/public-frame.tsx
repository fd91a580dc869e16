import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { chooseLocale, chooseTheme } from "@/app/_actions/preferences";
import { isDemo } from "@/app/_server/claims";
import { viewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { SiteFooter } from "@/components/shell/site-footer";
import { SiteHeader } from "@/components/shell/site-header";
import { homeOf } from "@/lib/auth/workplaces";
import { themeCookie } from "@/lib/i18n/locales";

/** Header, main and footer of every page that needs no account. */
export async function PublicFrame({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get(themeCookie)?.value;
  const demo = await isDemo();
  // The header of a page that needs no account must not take the page down with the database.
  const person = await viewer().catch(() => undefined);
  const workplace = person && homeOf[person.role];
  return (
    <>
      <SiteHeader demo={demo} chooseLocale={chooseLocale} workplace={workplace} />
      <Words of={["shell"]}>
        <main id="main" className="page">
          {children}
        </main>
      </Words>
      <SiteFooter
        demo={demo}
        theme={theme}
        chooseLocale={chooseLocale}
        chooseTheme={chooseTheme}
        workplace={workplace}
      />
    </>
  );
}
