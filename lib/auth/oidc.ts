import { z } from "zod";
import type { Store } from "@/lib/store/store";
import { type Account, accountByEmail, accountById, parseEmail } from "./accounts";
import { readOpenInvitation, spendLinks } from "./links";

/** An organisation's own identity provider, by configuration. */
export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly name: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * LVJI_OIDC_ISSUER, LVJI_OIDC_CLIENT_ID, LVJI_OIDC_CLIENT_SECRET, LVJI_OIDC_NAME; undefined where there is none.
 * None, too, where it would be asked over an open line: whoever listens there could sign in as anybody.
 */
export function oidcProvider(env: Environment): OidcProvider | undefined {
  const { LVJI_OIDC_ISSUER: issuer, LVJI_OIDC_CLIENT_ID: clientId, LVJI_OIDC_NAME: name } = env;
  const clientSecret = env.LVJI_OIDC_CLIENT_SECRET;
  if (!issuer || !clientId || !clientSecret || !URL.canParse(issuer)) return undefined;
  if (!isClosedLine(new URL(issuer))) return undefined;
  return { issuer: issuer.replace(/\/+$/, ""), clientId, clientSecret, name: name || new URL(issuer).host };
}

/** OpenID Connect Core §3.1.2.1 wants TLS; on this machine nobody listens. */
function isClosedLine({ protocol, hostname }: URL): boolean {
  return (
    protocol === "https:" || (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}

const claimsShape = z.object({
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
});

export type OidcAccount =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly code: "stranger" | "unverified" | "disabled" };

/**
 * The account that a provider's subject signs in as: the one linked to it, else the one with its verified e-mail,
 * which is linked from then on. Never makes one: who has no account and no open invitation is a stranger.
 */
export async function accountOfSubject(store: Store, issuer: string, profile: unknown): Promise<OidcAccount> {
  const claims = claimsShape.safeParse(profile);
  if (!claims.success) return { ok: false, code: "stranger" };
  const subjectIndex = store.vault.blind("identity.subject", claims.data.sub);
  const linked = await store.prisma.identity.findUnique({
    where: { issuer_subjectIndex: { issuer, subjectIndex } },
  });
  if (linked) return usable(await accountById(store, linked.accountId));
  const email = parseEmail(claims.data.email);
  const found = email === undefined ? undefined : await accountByEmail(store, email);
  if (found === undefined) return { ok: false, code: "stranger" };
  if (claims.data.email_verified !== true) return { ok: false, code: "unverified" };
  if (found.activeAt === undefined && !(await readOpenInvitation(store, found.id))) {
    return { ok: false, code: "stranger" };
  }
  const answer = usable(found);
  if (!answer.ok) return answer;
  // Through two windows at once it is the same link.
  const identity = { issuer, subjectIndex, accountId: found.id };
  await store.prisma.identity.createMany({ data: [identity], skipDuplicates: true });
  await accept(store, found);
  return answer;
}

function usable(account: Account | undefined): OidcAccount {
  if (account === undefined) return { ok: false, code: "stranger" };
  return account.disabledAt === undefined ? { ok: true, account } : { ok: false, code: "disabled" };
}

/** Coming through the provider accepts an invitation: no password needs to be chosen. */
async function accept(store: Store, { id, activeAt }: Account): Promise<void> {
  if (activeAt !== undefined) return;
  await spendLinks(store, "invitation", id);
  await store.prisma.account.update({ where: { id }, data: { activeAt: new Date() } });
}
