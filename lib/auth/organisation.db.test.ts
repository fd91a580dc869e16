import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runJob } from "@/lib/jobs/run";
import { accountByEmail } from "./accounts";
import { redeemLink } from "./choose-password";
import { eventsOf, noteEvent } from "./events";
import { type OneTimeLink, readLink } from "./links";
import { accountOfSubject, oidcProvider } from "./oidc";
import { changeMember, invite, listMembers, type MemberChange } from "./organisation";
import { openSession, sessionOf } from "./sessions";
import { signInWithPassword } from "./sign-in";
import { goodPassword, openTestMarket, type Take, type TestMarket } from "./test-market";
import type { Viewer } from "./viewer";

const here = { address: "203.0.113.7", agent: "test" };
const take: Take = (desk, path) =>
  runJob(desk, "import", { name: "participants", path, zero: false, ownerKeys: "p256" });
let market: TestMarket;
let alpha: Viewer;
let beta: Viewer;
let exchange: Viewer;
beforeAll(async () => {
  market = await openTestMarket(take);
  alpha = await market.person("admin@alpha.example", "alpha", true);
  beta = await market.person("admin@beta.example", "beta", true);
  exchange = await market.person("admin@exchange.example", "exchange", true);
});
afterAll(() => market.close());

const tokenOf = ({ path }: OneTimeLink): string => path.split("/").at(-1) ?? "";
const inviteAs = (by: Viewer, email: string, isAdmin = false, participant?: string) =>
  invite(market.store, by, { email, isAdmin, ...(participant === undefined ? {} : { participant }) }, here);
const change = (by: Viewer, id: string, what: MemberChange) => changeMember(market.store, by, id, what, here);
const accept = (link: OneTimeLink, password = goodPassword) =>
  redeemLink(market.store, "invitation", tokenOf(link), { password, name: "New" }, here);

async function invited(by: Viewer, email: string, isAdmin = false) {
  const answer = await inviteAs(by, email, isAdmin);
  if (!answer.ok) throw new Error(answer.code);
  const account = await accountByEmail(market.store, email);
  if (account === undefined) throw new Error("no account");
  return { link: answer.link, account };
}

describe("an invitation", () => {
  it("lets somebody choose a password, once, and makes a member of that organisation", async () => {
    const { link, account } = await invited(alpha, "one@alpha.example");
    expect(account).toMatchObject({ participant: alpha.participant, role: "enterprise", isAdmin: false });
    expect(await signIn("one@alpha.example", "")).toMatchObject({ ok: false });
    expect(await accept(link, "short")).toEqual({ ok: false, code: "short" });
    expect(await accept(link)).toMatchObject({ ok: true, account: { id: account.id, name: "New" } });
    expect(await accept(link)).toEqual({ ok: false, code: "link" });
    expect(await signIn("one@alpha.example", goodPassword)).toMatchObject({ ok: true });
  });

  it("a newer one replaces it, and it can be taken back", async () => {
    const first = await invited(alpha, "two@alpha.example");
    const second = await invited(alpha, "two@alpha.example", true);
    expect(second.account).toMatchObject({ id: first.account.id, isAdmin: true });
    expect(await readLink(market.store, "invitation", tokenOf(first.link))).toBeUndefined();
    expect(await stateOf("two@alpha.example")).toBe("invited");
    expect(await change(alpha, second.account.id, "revoke-invitation")).toMatchObject({ ok: true });
    expect(await accept(second.link)).toEqual({ ok: false, code: "link" });
    expect(await accountByEmail(market.store, "two@alpha.example")).toBeUndefined();
  });

  it("expires after a week, shows as expired, and is no use for anything else", async () => {
    const { link, account } = await invited(alpha, "three@alpha.example");
    const token = tokenOf(link);
    expect(await redeemLink(market.store, "reset", token, { password: goodPassword }, here)).toMatchObject({
      code: "link",
    });
    const soon = link.expiresAt.getTime() - Date.now();
    expect(soon).toBeGreaterThan(6.9 * 86_400_000);
    await market.store.pool.query(
      "UPDATE one_time_link SET expires_at = now() - interval '1 s' WHERE account_id = $1",
      [account.id],
    );
    expect(await accept(link)).toEqual({ ok: false, code: "link" });
    expect(await stateOf("three@alpha.example")).toBe("expired");
  });

  it("only administrators make them, for nobody who has an account, and for their own organisation", async () => {
    const { account } = await invited(alpha, "four@alpha.example");
    const member: Viewer = { ...alpha, accountId: account.id, isAdmin: false };
    expect(await inviteAs(member, "five@alpha.example")).toEqual({ ok: false, code: "not-yours" });
    expect(await inviteAs(alpha, "admin@beta.example")).toEqual({ ok: false, code: "taken" });
    expect(await inviteAs(alpha, "no e-mail")).toEqual({ ok: false, code: "email" });
    expect(await inviteAs(alpha, "six@beta.example", true, beta.participant)).toEqual({
      ok: false,
      code: "not-yours",
    });
    expect(await accountByEmail(market.store, "six@beta.example")).toBeUndefined();
    // Nor does it learn so who else is in the market.
    expect(await inviteAs(alpha, "six@beta.example", true, "nobody")).toEqual({
      ok: false,
      code: "not-yours",
    });
  });

  it("the exchange invites the first administrator of another organisation, and no second one", async () => {
    expect(await inviteAs(exchange, "chief@gamma.example", false, "gamma")).toMatchObject({ ok: true });
    expect(await accountByEmail(market.store, "chief@gamma.example")).toMatchObject({
      participant: await market.code("gamma"),
      role: "enterprise",
      isAdmin: true,
    });
    expect(await inviteAs(exchange, "chief@beta.example", true, beta.participant)).toEqual({
      ok: false,
      code: "not-yours",
    });
    expect(await inviteAs(exchange, "x@y.example", true, "nobody")).toEqual({
      ok: false,
      code: "participant",
    });
    const grid = await market.store.prisma.participant.findFirstOrThrow({ where: { role: "grid" } });
    expect(await inviteAs(exchange, "x@grid.example", true, grid.code)).toEqual({ ok: false, code: "role" });
  });
});

const signIn = (email: string, password: string) =>
  signInWithPassword(market.store, { email, password }, here);

async function stateOf(email: string): Promise<string | undefined> {
  const members = await listMembers(market.store, alpha.participant);
  return members.find((member) => member.email === email)?.state;
}

describe("an administrator", () => {
  it("finds no account of another organisation, whatever is asked of it", async () => {
    const all = ["make-admin", "unmake-admin", "disable", "enable", "reset", "revoke-invitation"] as const;
    for (const what of all) {
      expect(await change(alpha, beta.accountId, what)).toEqual({ ok: false, code: "unknown" });
      expect(await change(exchange, beta.accountId, what)).toEqual({ ok: false, code: "unknown" });
      expect(await change(alpha, "no-such-id", what)).toEqual({ ok: false, code: "unknown" });
      expect(await change({ ...alpha, isAdmin: false }, alpha.accountId, what)).toEqual({
        ok: false,
        code: "not-yours",
      });
    }
    expect(await signIn("admin@beta.example", goodPassword)).toMatchObject({ ok: true });
  });

  it("resets a password: the old one and all sessions end at once, the link is good once", async () => {
    const { store } = market;
    const person = await market.person("reset@alpha.example", "alpha", false);
    const session = await openSession(store, person.accountId, "password", here);
    const offered = await change(alpha, person.accountId, "reset");
    if (!offered.ok || offered.link === undefined) throw new Error("no link");
    expect(await sessionOf(store, session.token)).toBeUndefined();
    expect(await signIn("reset@alpha.example", goodPassword)).toMatchObject({ code: "wrong" });
    const chosen = { password: "an umbrella for every whale" };
    const used = await redeemLink(store, "reset", tokenOf(offered.link), chosen, here);
    expect(used).toMatchObject({ ok: true });
    expect(await redeemLink(store, "reset", tokenOf(offered.link), chosen, here)).toMatchObject({
      code: "link",
    });
    expect(await signIn("reset@alpha.example", chosen.password)).toMatchObject({ ok: true });
  });

  it("disables and enables; a reset link of the time before does not get past it", async () => {
    const { store } = market;
    const person = await market.person("off@alpha.example", "alpha", false);
    const session = await openSession(store, person.accountId, "password", here);
    const offered = await change(alpha, person.accountId, "reset");
    expect(await change(alpha, person.accountId, "disable")).toMatchObject({ ok: true });
    expect(await sessionOf(store, session.token)).toBeUndefined();
    if (!offered.ok || offered.link === undefined) throw new Error("no link");
    expect(await readLink(store, "reset", tokenOf(offered.link))).toBeUndefined();
    expect(await stateOf("off@alpha.example")).toBe("disabled");
    expect(await change(alpha, person.accountId, "enable")).toMatchObject({ ok: true });
    expect(await stateOf("off@alpha.example")).toBe("active");
    expect(await readLink(store, "reset", tokenOf(offered.link))).toBeUndefined();
  });

  it("cannot disable or reset itself, and the last one stays one, also against two at once", async () => {
    expect(await change(beta, beta.accountId, "disable")).toEqual({ ok: false, code: "self" });
    expect(await change(beta, beta.accountId, "reset")).toEqual({ ok: false, code: "self" });
    expect(await change(beta, beta.accountId, "unmake-admin")).toEqual({ ok: false, code: "last-admin" });
    const second = await market.person("second@beta.example", "beta", true);
    const both = await Promise.all([
      change(beta, second.accountId, "unmake-admin"),
      change(second, beta.accountId, "unmake-admin"),
    ]);
    expect(both.map(({ ok }) => ok).filter(Boolean)).toHaveLength(1);
    const left = (await listMembers(market.store, beta.participant)).filter(({ isAdmin }) => isAdmin);
    expect(left).toHaveLength(1);
  });

  it("sees what happened to its own organisation's accounts, and no other's", async () => {
    const own = await eventsOf(market.store, alpha.participant, 100);
    const kinds = new Set(own.map(({ kind }) => kind));
    for (const kind of ["invited", "accepted", "invitation-revoked", "reset-offered", "reset", "disabled"]) {
      expect(kinds).toContain(kind);
    }
    expect(own.every(({ email }) => email.endsWith("@alpha.example"))).toBe(true);
    expect(own.find(({ kind }) => kind === "disabled")).toMatchObject({ by: "admin@alpha.example", ...here });
  });
});

it("failed attempts do not push out of sight what happened before them", async () => {
  const { accountId } = await market.person("seen@beta.example", "beta", false);
  await change(beta, accountId, "make-admin");
  const account = await accountByEmail(market.store, "seen@beta.example");
  if (account === undefined) throw new Error("no account");
  for (let n = 0; n < 12; n++) await noteEvent(market.store, "sign-in-failed", account, here);
  const kinds = (await eventsOf(market.store, beta.participant, 10)).map(({ kind }) => kind);
  expect(kinds.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "sign-in-failed"));
  expect(kinds[5]).toBe("admin-made");
  expect(kinds.slice(5)).not.toContain("sign-in-failed");
});

describe("somebody from the identity provider", () => {
  const issuer = "https://id.alpha.example";
  const come = (sub: string, email: string, verified: boolean | undefined = true) =>
    accountOfSubject(market.store, issuer, { sub, email, email_verified: verified });

  it("is the account with its verified e-mail, and from then on its subject", async () => {
    const person = await market.person("oidc@alpha.example", "alpha", false);
    expect(await come("s1", "OIDC@alpha.example", false)).toEqual({ ok: false, code: "unverified" });
    expect(await come("s1", "oidc@alpha.example")).toMatchObject({
      ok: true,
      account: { id: person.accountId },
    });
    expect(await come("s1", "renamed@alpha.example")).toMatchObject({
      ok: true,
      account: { id: person.accountId },
    });
    // The same subject of another provider is somebody else.
    const elsewhere = await accountOfSubject(market.store, "https://other.example", { sub: "s1" });
    expect(elsewhere).toEqual({ ok: false, code: "stranger" });
  });

  it("is nobody without an account or an open invitation, and none is made", async () => {
    const before = await market.store.prisma.account.count();
    expect(await come("s2", "stranger@alpha.example")).toEqual({ ok: false, code: "stranger" });
    expect(await accountOfSubject(market.store, issuer, {})).toEqual({ ok: false, code: "stranger" });
    expect(await market.store.prisma.account.count()).toBe(before);
    const { account, link } = await invited(alpha, "guest@alpha.example");
    await market.store.pool.query(
      "UPDATE one_time_link SET expires_at = now() - interval '1 s' WHERE account_id = $1",
      [account.id],
    );
    expect(await come("s3", "guest@alpha.example")).toEqual({ ok: false, code: "stranger" });
    expect(await accept(link)).toMatchObject({ ok: false });
  });

  it("accepts its invitation by coming", async () => {
    const { link } = await invited(alpha, "welcome@alpha.example");
    expect(await come("s4", "welcome@alpha.example")).toMatchObject({ ok: true });
    expect(await stateOf("welcome@alpha.example")).toBe("active");
    expect(await accept(link)).toEqual({ ok: false, code: "link" });
  });

  it("does not come in while its account is disabled", async () => {
    const person = await market.person("gone@alpha.example", "alpha", false);
    expect(await come("s5", "gone@alpha.example")).toMatchObject({ ok: true });
    await change(alpha, person.accountId, "disable");
    expect(await come("s5", "gone@alpha.example")).toEqual({ ok: false, code: "disabled" });
  });

  it("there is a provider only where it is configured whole", () => {
    const whole = {
      LVJI_OIDC_ISSUER: "https://id.example/",
      LVJI_OIDC_CLIENT_ID: "lvji",
      LVJI_OIDC_CLIENT_SECRET: "x",
    };
    expect(oidcProvider(whole)).toEqual({
      issuer: "https://id.example",
      clientId: "lvji",
      clientSecret: "x",
      name: "id.example",
    });
    for (const key of Object.keys(whole)) expect(oidcProvider({ ...whole, [key]: "" })).toBeUndefined();
    const at = (issuer: string) => oidcProvider({ ...whole, LVJI_OIDC_ISSUER: issuer })?.issuer;
    expect(at("http://localhost:9000/")).toBe("http://localhost:9000");
    const open = [
      "http://id.example",
      "http://localhost.id.example",
      "file:///etc/passwd",
      "ftp://id.example",
    ];
    for (const issuer of open) expect(at(issuer)).toBeUndefined();
  });
});
