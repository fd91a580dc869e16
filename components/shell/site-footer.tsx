import { getLocale, getTranslations } from "next-intl/server";
import { locales } from "@/lib/i18n/locales";

const names = { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" } as const;

type Choose = (form: FormData) => Promise<void>;

interface SiteFooterProps {
  demo: boolean;
  /** What the visitor chose; undefined leaves it to the device. */
  theme: string | undefined;
  chooseLocale: Choose;
  chooseTheme: Choose;
  /** The signed-in person's workplace; none for a visitor. */
  workplace?: string;
}

/** Language and theme are plain forms: they work before any script has run. */
export async function SiteFooter(props: SiteFooterProps) {
  const { demo, theme, chooseLocale, chooseTheme, workplace } = props;
  const t = await getTranslations("shell");
  const current = await getLocale();
  return (
    <footer className="site-footer page">
      <div className="site-legal">
        <p>{t("legal")}</p>
        <p>{t("path")}</p>
        {demo ? <p>{t("demoNote")}</p> : null}
      </div>
      <div className="site-choices">
        <p className="site-entry-below">
          <a href={workplace ?? "/sign-in"}>{t(workplace === undefined ? "signIn" : "workplace")}</a>
        </p>
        <form action={chooseLocale} aria-label={t("language")}>
          {locales.map((locale) => (
            <button
              type="submit"
              key={locale}
              name="locale"
              value={locale}
              lang={locale}
              aria-pressed={locale === current}
            >
              {names[locale]}
            </button>
          ))}
        </form>
        <form action={chooseTheme} aria-label={t("theme")}>
          {(["device", "light", "dark"] as const).map((one) => (
            <button
              type="submit"
              key={one}
              name="theme"
              value={one}
              aria-pressed={one === (theme === "light" || theme === "dark" ? theme : "device")}
            >
              {t(`themes.${one}`)}
            </button>
          ))}
        </form>
      </div>
    </footer>
  );
}
