/** Name and attributes of the session's cookie at a public address (`https://…` or `http://…`). */
export interface SessionCookie {
  readonly name: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: "lax";
    readonly path: "/";
    readonly secure: boolean;
  };
}

/** Under https the name itself makes browsers insist on Secure, this host and the whole site (RFC 6265bis §4.1.3). */
export function sessionCookieAt(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith("https:");
  return {
    name: secure ? "__Host-lvji-session" : "lvji-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  };
}
