import "server-only";
import { headers } from "next/headers";
import type { Origin } from "@/lib/auth/sessions";

/** Set by the proxy on every page request: server components are not told their own address. */
export const pathHeader = "x-lvji-path";

/** Address and browser of this request. Behind a proxy the last address it added is the one it saw. */
export async function requestOrigin(): Promise<Origin> {
  const given = await headers();
  const address = given.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return { address: address.replace(/^::ffff:/, ""), agent: given.get("user-agent") ?? "" };
}

/** The page's own address with its query, where the proxy said so. */
export async function requestPath(): Promise<string | undefined> {
  return (await headers()).get(pathHeader) ?? undefined;
}
