import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { TraceMark } from "@/components/ui/trace-mark";
import "./shell.css";

const places = [
  ["/scan", "scan"],
  ["/verify", "verify"],
  ["/ledger", "ledger"],
] as const;

export async function SiteHeader({ demo }: { demo: boolean }) {
  const t = await getTranslations("shell");
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
      </nav>
    </header>
  );
}
