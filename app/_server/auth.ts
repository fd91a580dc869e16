import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { noteEvent } from "@/lib/auth/events";
import { accountOfSubject, type OidcProvider, oidcProvider } from "@/lib/auth/oidc";
import { ownPath } from "@/lib/auth/own-path";
import { admitSession } from "@/lib/auth/sessions";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { publicUrl, store } from "./market";
import { endOwnSession } from "./own-session";
import { requestOrigin } from "./request";
import {
  cookieMark,
  ownSecret,
  sessionCookie,
  sessionSeconds,
  setMarkCookie,
  tokenOf,
} from "./session-cookie";

/** next-auth as it is used here: its cookie carries our session's token and nothing else. */
export function authOptions(): AuthOptions {
  // next-auth reads its own address from the environment alone.
  process.env.NEXTAUTH_URL = publicUrl();
  const oidc = oidcProvider(process.env);
  return {
    secret: ownSecret(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds },
    useSecureCookies: publicUrl().startsWith("https:"),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: oidc === undefined ? [passwordProvider()] : [passwordProvider(), subjectProvider(oidc)],
    events: { signOut: endOwnSession },
    callbacks: {
      signIn: ({ account, profile }) => (account?.provider === "oidc" ? admitSubject(oidc, profile) : true),
      jwt: async ({ token, user, account, profile }) => {
        if (account?.provider === "oidc") return { sid: await sessionOfSubject(oidc, profile) };
        return { sid: user ? user.id : tokenOf(token) };
      },
      // Scripts learn nothing of the session: pages are told by the server who is there.
      session: async ({ session }) => ({ expires: session.expires }),
      redirect: async ({ url, baseUrl }) => `${baseUrl}${ownPathOf(url, baseUrl) ?? "/account"}`,
    },
  };
}

function ownPathOf(url: string, base: string): string | undefined {
  return ownPath(url.startsWith(`${base}/`) ? url.slice(base.length) : url);
}

/** What the form of /sign-in does, for whoever posts to next-auth itself. */
function passwordProvider() {
  return Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(given) {
      const answer = await signInWithPassword(
        await store(),
        { email: given?.email, password: given?.password, mark: await cookieMark() },
        await requestOrigin(),
      );
      if (!answer.ok) return null;
      await setMarkCookie(answer.mark);
      return { id: answer.session.token };
    },
  });
}

function subjectProvider({
  issuer,
  clientId,
  clientSecret,
  name,
}: OidcProvider): OAuthConfig<{ sub: string }> {
  return {
    id: "oidc",
    name,
    type: "oauth",
    issuer,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope: "openid email profile" } },
    // The ID token is checked; the e-mail may stand in it or only at the provider's userinfo.
    idToken: true,
    userinfo: { request: async ({ client, tokens }) => client.userinfo(tokens.access_token ?? "") },
    checks: ["pkce", "state", "nonce"],
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** True, or the page that says why not. */
async function admitSubject(oidc: OidcProvider | undefined, profile: unknown): Promise<boolean | string> {
  if (oidc === undefined) return false;
  const found = await accountOfSubject(await store(), oidc.issuer, profile);
  return found.ok || `/sign-in?error=${found.code}`;
}

async function sessionOfSubject(
  oidc: OidcProvider | undefined,
  profile: unknown,
): Promise<string | undefined> {
  const database = await store();
  const found = oidc && (await accountOfSubject(database, oidc.issuer, profile));
  if (!found?.ok) return undefined;
  await endOwnSession();
  const origin = await requestOrigin();
  const session = await admitSession(database, found.account, "oidc", origin);
  if (session === undefined) return undefined;
  await noteEvent(database, "sign-in", found.account, origin);
  return session.token;
}
