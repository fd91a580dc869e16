import { type NextRequest, NextResponse } from "next/server";

/** No text in the database can hold it; a page would fail over it, and the log with it. */
const hasNul = (address: string): boolean => address.includes("%00");

/** A policy with a nonce for every page: no script runs that this response did not name. */
export function proxy(request: NextRequest): NextResponse {
  if (hasNul(request.url)) return new NextResponse(null, { status: 400 });
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-lvji-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (request.nextUrl.protocol === "https:" || process.env.PUBLIC_URL?.startsWith("https:")) {
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  }
  return response;
}

function contentPolicy(nonce: string, development: boolean): string {
  const evaluated = development ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluated}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https://*.tianditu.gov.cn",
    "font-src 'self'",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self'${identityProvider()}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Without a script the form that signs in elsewhere is itself sent on to there. */
function identityProvider(): string {
  const issuer = process.env.LVJI_OIDC_ISSUER ?? "";
  return URL.canParse(issuer) ? ` ${new URL(issuer).origin}` : "";
}

// Of a body that passes here ten megabytes arrive, the rest is dropped without a word: files that are sent do not pass.
export const config = {
  matcher: [
    { source: "/((?!_next/static|_next/image|log/|api/|favicon.ico|exchange/[a-z]+/bulk/check$).*)" },
  ],
};
