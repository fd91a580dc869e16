import { getLocale, getTranslations } from "next-intl/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, Suspense } from "react";
import { find } from "@/app/_actions/find";
import { chooseLocale, chooseTheme } from "@/app/_actions/preferences";
import { signOut } from "@/app/_actions/sign-in";
import { Palette } from "@/components/workplace/palette";
import { type ShellWords, WorkplaceShell } from "@/components/workplace/shell";
import type { Viewer, Workplace } from "@/lib/auth/viewer";
import { isDemo } from "./claims";
import { ledgerNow } from "./ledger-now";
import { market } from "./market";
import { SigningFrame } from "./signing-frame";
import { requireViewer } from "./viewer";
import { Words } from "./words";
import { navigationOf } from "./workplace-nav";

interface WorkplaceFrameProps {
  /** Whose workplace it is; every page inside asks again for itself. */
  of: readonly Workplace[];
  children: ReactNode;
}

/** Navigation, search and the way out round every page behind the sign-in. */
export async function WorkplaceFrame({ of, children }: WorkplaceFrameProps) {
  const person = await requireViewer(...of);
  const t = await getTranslations("workplace");
  const groups = await navigationOf(person);
  const name = (await getTranslations("shell"))("name");
  const demoMark = (await getTranslations("shell"))("demo");
  const words: ShellWords = {
    name,
    skip: t("skip"),
    places: t("places"),
    menu: t("menu"),
    demo: demoMark,
  };
  return (
    <NuqsAdapter>
      <Words of={["workplace", "shell"]}>
        <WorkplaceShell
          nav={person.role === "regulator" ? "top" : "side"}
          groups={groups}
          organisation={person.organisation}
          about={t(`role.${person.role}`)}
          demo={await isDemo()}
          words={words}
          find={<Palette label={t(`find.${person.role}`)} groups={groups} find={find} />}
          foot={<Foot person={person} />}
        >
          <SigningFrame person={person}>{children}</SigningFrame>
        </WorkplaceShell>
      </Words>
    </NuqsAdapter>
  );
}

async function Foot({ person }: { person: Viewer }) {
  const t = await getTranslations("workplace");
  const other = (await getLocale()) === "en" ? "zh-CN" : "en";
  return (
    <>
      <Suspense fallback={<a href="/ledger">…</a>}>
        <LedgerLine />
      </Suspense>
      <div className="wp-foot-row">
        <span>{person.name || person.email}</span>
        <form action={signOut}>
          <button type="submit">{t("signOut")}</button>
        </form>
      </div>
      <div className="wp-foot-row">
        <form action={chooseLocale}>
          <button type="submit" name="locale" value={other} lang={other}>
            {t("otherLanguage")}
          </button>
        </form>
        <form action={chooseTheme} className="wp-foot-row">
          {(["light", "dark", "system"] as const).map((theme) => (
            <button key={theme} type="submit" name="theme" value={theme}>
              {t(theme)}
            </button>
          ))}
        </form>
      </div>
    </>
  );
}

async function LedgerLine() {
  const t = await getTranslations("workplace");
  const said = await ledgerSaid().catch(() => undefined);
  return <a href="/ledger">{said === undefined ? t("ledgerOff") : t("ledger", said)}</a>;
}

async function ledgerSaid(): Promise<{ size: number; agreeing: number }> {
  const now = await ledgerNow((await market()).ledger);
  return { size: now.size, agreeing: now.members.filter(({ state }) => state === "agreeing").length };
}
