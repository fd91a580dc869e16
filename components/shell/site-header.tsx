import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { TraceMark } from "@/components/ui/trace-mark";

const places = [
  ["/scan", "scan"],
  ["/verify", "verify"],
  ["/ledger", "ledger"],
] as const;

interface SiteHeaderProps {
  demo: boolean;
  chooseLocale: (form: FormData) => Promise<void>;
  /** The signed-in person's workplace; none for a visitor. */
  workplace?: string;
}

export async function SiteHeader({ demo, chooseLocale, workplace }: SiteHeaderProps) {
  const t = await getTranslations("shell");
  const other = (await getLocale()) === "en" ? "zh-CN" : "en";
  return (
    <header className="site-header page">
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <Link className="site-logo" href="/" prefetch={false}>
        <TraceMark />
        <span>{t("name")}</span>
      </Link>
      {demo ? <span className="site-demo">{t("demo")}</span> : null}
      <nav className="site-nav" aria-label={t("places")}>
        {places.map(([href, key]) => (
          <Link key={href} href={href} prefetch={false}>
            {t(key)}
          </Link>
        ))}
        <Link className="site-entry" href={workplace ?? "/sign-in"} prefetch={false}>
          {t(workplace === undefined ? "signIn" : "workplace")}
        </Link>
      </nav>
      <form action={chooseLocale} className="site-locale">
        <button type="submit" name="locale" value={other} lang={other}>
          {other === "en" ? "English" : "中文"}
        </button>
      </form>
    </header>
  );
}
