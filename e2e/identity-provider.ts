import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import Provider from "oidc-provider";

export interface IdentityProvider {
  /** What the application is told of it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * A real OpenID provider with its own sign-in pages: whoever signs in there as X has the e-mail X, verified unless X
 * begins with `unverified`. It insists on PKCE.
 */
export async function startIdentityProvider(port: number, application: string): Promise<IdentityProvider> {
  const issuer = `http://localhost:${port}`;
  const secret = randomBytes(24).toString("hex");
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "lvji",
        client_secret: secret,
        redirect_uris: [`${application}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: [] },
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: sub.replace(/^unverified-/, ""),
        email_verified: !/^unverified/.test(sub),
      }),
    }),
  });
  const server = await new Promise<Server>((ready) => {
    const listening = provider.listen(port, "127.0.0.1", () => ready(listening));
  });
  return {
    env: {
      LVJI_OIDC_ISSUER: issuer,
      LVJI_OIDC_CLIENT_ID: "lvji",
      LVJI_OIDC_CLIENT_SECRET: secret,
      LVJI_OIDC_NAME: "Alpha ID",
    },
    stop: () =>
      new Promise((gone) => {
        server.closeAllConnections();
        server.close(() => gone());
      }),
  };
}
