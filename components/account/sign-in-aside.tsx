import { getTranslations } from "next-intl/server";

/** Why the identity provider's answer did not open anything. */
export const providerRefusals = ["stranger", "unverified", "disabled"] as const;

/** What the identity provider's coming back said: a refusal of ours, or next-auth's own word for something broken. */
export async function ProviderRefusal({ error, provider }: { error: string; provider: string }) {
  const t = await getTranslations("account.signIn");
  const known = providerRefusals.find((code) => code === error);
  return (
    <p className="entry-refusal" role="alert" data-refusal={known ?? "provider"}>
      {t(known ?? "provider", { provider })}
    </p>
  );
}

/** In a demonstration market: how to come by an account. Never the passwords themselves. */
export async function DemoAccounts() {
  const t = await getTranslations("account.signIn");
  return (
    <aside className="entry-demo" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t("demoTitle")}</h2>
      <p>{t("demoLead")}</p>
      <pre>
        <code>npm run lvji -- accounts</code>
      </pre>
      <p>{t("demoRoles")}</p>
    </aside>
  );
}
