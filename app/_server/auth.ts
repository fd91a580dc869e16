import "server-only";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { ownPath } from "@/lib/auth/own-path";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { publicUrl, store } from "./market";
import { requestOrigin } from "./request";
import { ownSecret, sessionCookie, sessionSeconds, tokenOf } from "./session-cookie";

/** next-auth as it is used here: its cookie carries our session's token and nothing else. */
export function authOptions(): AuthOptions {
  // next-auth reads its own address from the environment alone.
  process.env.NEXTAUTH_URL = publicUrl();
  return {
    secret: ownSecret(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { maxAge: sessionSeconds },
    useSecureCookies: publicUrl().startsWith("https:"),
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider()],
    callbacks: {
      jwt: async ({ token, user }) => ({ sid: user ? user.id : tokenOf(token) }),
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
        { email: given?.email, password: given?.password },
        await requestOrigin(),
      );
      return answer.ok ? { id: answer.session.token } : null;
    },
  });
}
