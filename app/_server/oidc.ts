import "server-only";
import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "./auth";
import { publicUrl } from "./market";

/**
 * The identity provider's address for this browser. Asks next-auth the way its own page would, first for its token
 * against forged forms, then to begin; the cookies with state, nonce and verifier are handed to the browser.
 */
export async function oidcAddress(callbackUrl: string): Promise<string> {
  const { csrfToken } = await ask(["csrf"]);
  const { url } = await ask(["signin", "oidc"], { csrfToken, callbackUrl, json: "true" });
  if (url === undefined) throw new Error("next-auth names no address of the identity provider");
  return url;
}

interface Said {
  readonly csrfToken?: string;
  readonly url?: string;
}

async function ask(nextauth: string[], body?: object): Promise<Said> {
  const sent = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  };
  const request = new NextRequest(`${publicUrl()}/api/auth/${nextauth.join("/")}`, body && sent);
  const response: Response = await NextAuth(
    request,
    { params: Promise.resolve({ nextauth }) },
    authOptions(),
  );
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll())
    jar.set(cookie);
  return response.json();
}
