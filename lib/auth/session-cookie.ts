/** Name and attributes of a cookie of ours at a public address (`https://…` or `http://…`). */
export interface OwnCookie {
  readonly name: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: "lax";
    readonly path: "/";
    readonly secure: boolean;
  };
}

/** Under https the name itself makes browsers insist on Secure, this host and the whole site (RFC 6265bis §4.1.3). */
export function ownCookieAt(publicUrl: string, what: "session" | "known"): OwnCookie {
  const secure = publicUrl.startsWith("https:");
  return {
    name: `${secure ? "__Host-" : ""}lvji-${what}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  };
}
