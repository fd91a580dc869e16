import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runJob } from "@/lib/jobs/run";
import { accountByEmail } from "./accounts";
import { changePassword, redeemLink } from "./choose-password";
import { accountOfSubject } from "./oidc";
import { changeMember, invite, type MemberChange } from "./organisation";
import { isPassword } from "./passwords";
import { listSessions, openSession } from "./sessions";
import { signInWithPassword } from "./sign-in";
import { goodPassword, openTestMarket, type Take, type TestMarket } from "./test-market";
import type { Viewer } from "./viewer";

// What an administrator does while somebody's password is being looked at, which takes long: argon2 is meant to.
const meanwhile = vi.hoisted((): { once: (() => Promise<unknown>) | undefined } => ({ once: undefined }));

vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  const then = async <T>(answer: Promise<T>): Promise<T> => {
    const given = await answer;
    const deed = meanwhile.once;
    meanwhile.once = undefined;
    await deed?.();
    return given;
  };
  return {
    ...real,
    verify: (stored: string, password: string) => then(real.verify(stored, password)),
    hash: (password: string, cost: object) => then(real.hash(password, cost)),
  };
});

const here = { address: "203.0.113.7", agent: "test" };
const other = "an umbrella for every whale";
const take: Take = (desk, path) =>
  runJob(desk, "import", { name: "participants", path, zero: false, ownerKeys: "p256" });
let market: TestMarket;
let admin: Viewer;
beforeAll(async () => {
  market = await openTestMarket(take);
  admin = await market.person("admin@alpha.example", "alpha", true);
  // The hash of nobody's password is made beside the first look: that one is not to be waited for.
  await isPassword(undefined, "");
});
afterAll(() => market.close());
afterEach(() => {
  expect(meanwhile.once).toBeUndefined();
});

const change = (id: string, what: MemberChange) => changeMember(market.store, admin, id, what, here);
const signIn = (email: string, password = goodPassword) =>
  signInWithPassword(market.store, { email, password }, here);
const live = async (id: string) => (await listSessions(market.store, id)).length;
const tokenOf = ({ path }: { readonly path: string }): string => path.split("/").at(-1) ?? "";

describe("while a password is looked at", () => {
  it("a reset ends the sign-in that was under way with the old one", async () => {
    const { accountId } = await market.person("one@alpha.example", "alpha", false);
    meanwhile.once = () => change(accountId, "reset");
    expect(await signIn("one@alpha.example")).toEqual({ ok: false, code: "wrong" });
    expect(await live(accountId)).toBe(0);
  });

  it("an account disabled and enabled again has no session of the time before", async () => {
    const { accountId } = await market.person("two@alpha.example", "alpha", false);
    meanwhile.once = () => change(accountId, "disable");
    expect(await signIn("two@alpha.example")).toEqual({ ok: false, code: "wrong" });
    await change(accountId, "enable");
    expect(await live(accountId)).toBe(0);
  });

  it("a reset is not undone by whoever still knows the old one", async () => {
    const { accountId } = await market.person("three@alpha.example", "alpha", false);
    const { id: sessionId } = await openSession(market.store, accountId, "password", here);
    meanwhile.once = () => change(accountId, "reset");
    const given = { old: goodPassword, password: other };
    expect(await changePassword(market.store, { accountId, sessionId }, given, here)).toEqual({
      ok: false,
      code: "wrong",
    });
    expect(await signIn("three@alpha.example", other)).toMatchObject({ ok: false });
  });

  it("who was signed in before a reset needs the old password afterwards, too", async () => {
    const { accountId } = await market.person("four@alpha.example", "alpha", false);
    const { id: sessionId } = await openSession(market.store, accountId, "password", here);
    // The request passed its door, then the reset came.
    await change(accountId, "reset");
    const given = { old: "", password: other };
    expect(await changePassword(market.store, { accountId, sessionId }, given, here)).toEqual({
      ok: false,
      code: "wrong",
    });
    expect(await signIn("four@alpha.example", other)).toMatchObject({ ok: false });
  });

  it("a link is no good once its account is disabled", async () => {
    const { accountId } = await market.person("five@alpha.example", "alpha", false);
    const offered = await change(accountId, "reset");
    if (!offered.ok || offered.link === undefined) throw new Error("no link");
    meanwhile.once = () => change(accountId, "disable");
    const used = await redeemLink(market.store, "reset", tokenOf(offered.link), { password: other }, here);
    expect(used).toEqual({ ok: false, code: "link" });
    await change(accountId, "enable");
    expect(await live(accountId)).toBe(0);
    expect(await signIn("five@alpha.example", other)).toMatchObject({ ok: false });
  });
});

describe("two at once", () => {
  it("an invitation is accepted by one of them", async () => {
    const invited = await invite(market.store, admin, { email: "six@alpha.example", isAdmin: false }, here);
    if (!invited.ok) throw new Error(invited.code);
    const answers = await Promise.all(
      [goodPassword, other].map((password) =>
        redeemLink(market.store, "invitation", tokenOf(invited.link), { password }, here),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const account = await accountByEmail(market.store, "six@alpha.example");
    expect(await live(account?.id ?? "")).toBe(1);
  });

  it("an invitation taken back meanwhile lets nobody in", async () => {
    const invited = await invite(market.store, admin, { email: "seven@alpha.example", isAdmin: false }, here);
    if (!invited.ok) throw new Error(invited.code);
    const account = await accountByEmail(market.store, "seven@alpha.example");
    if (account === undefined) throw new Error("no account");
    meanwhile.once = () => change(account.id, "revoke-invitation");
    const used = await redeemLink(
      market.store,
      "invitation",
      tokenOf(invited.link),
      { password: other },
      here,
    );
    expect(used).toEqual({ ok: false, code: "link" });
    expect(await accountByEmail(market.store, "seven@alpha.example")).toBeUndefined();
  });

  it("the same subject comes in through two windows", async () => {
    await market.person("eight@alpha.example", "alpha", false);
    const claims = { sub: "s8", email: "eight@alpha.example", email_verified: true };
    const both = await Promise.all(
      [1, 2].map(() => accountOfSubject(market.store, "https://id.example", claims)),
    );
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  });
});
