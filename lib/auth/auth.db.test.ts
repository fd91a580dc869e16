import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runJob } from "@/lib/jobs/run";
import { accountByEmail } from "./accounts";
import { changePassword, redeemLink } from "./choose-password";
import { eventsOf } from "./events";
import { browserMark, knownBrowser, knownForMs } from "./known-browser";
import { admit, forget, giveBack, type Limit } from "./limits";
import { makeLink, readLink } from "./links";
import { isPassword } from "./passwords";
import {
  idleMs,
  listSessions,
  longestMs,
  openSession,
  revokeSession,
  revokeSessions,
  sessionOf,
} from "./sessions";
import { signInWithPassword } from "./sign-in";
import { goodPassword, openTestMarket, type Take, type TestMarket } from "./test-market";

const here = { address: "203.0.113.7", agent: "test" };
const take: Take = (desk, path) =>
  runJob(desk, "import", { name: "participants", path, zero: false, ownerKeys: "p256" });
let market: TestMarket;
beforeAll(async () => {
  market = await openTestMarket(take);
});
afterAll(() => market.close());

const attempt = (email: string, password: string, address = here.address, mark?: string) =>
  signInWithPassword(market.store, { email, password, mark }, { ...here, address });

describe("signing in", () => {
  it("opens a session for an e-mail, however it is spelled, and its password", async () => {
    const person = await market.person("ann@alpha.example", "alpha", true);
    const answer = await attempt(" Ann@Alpha.Example ", goodPassword);
    expect(answer).toMatchObject({ ok: true, account: { id: person.accountId } });
    if (!answer.ok) throw new Error("refused");
    const session = await sessionOf(market.store, answer.session.token);
    expect(session).toMatchObject({ id: answer.session.id, account: { email: "ann@alpha.example" } });
  });

  it("says the same of a wrong password, an unknown e-mail and a disabled account", async () => {
    const off = await market.person("off@alpha.example", "alpha", false);
    const where = { id: off.accountId };
    await market.store.prisma.account.update({ where, data: { disabledAt: new Date() } });
    for (const [email, password] of [
      ["ann@alpha.example", "a rusty bicycle dreams of boats"],
      ["nobody@alpha.example", goodPassword],
      ["off@alpha.example", goodPassword],
      ["no e-mail", goodPassword],
    ] as const) {
      expect(await attempt(email, password, "198.51.100.1")).toEqual({ ok: false, code: "wrong" });
    }
  });

  it("nothing stored tells who it is, or lets anybody in", async () => {
    const { token } = await openSession(market.store, (await one("ann@alpha.example")).id, "password", here);
    const tables = ["account", "session", "security_event", "rate_limit"].map((table) =>
      market.store.pool.query<Record<string, unknown>>(`SELECT * FROM ${table}`),
    );
    const rows = (await Promise.all(tables)).flatMap((table) => table.rows);
    const text = rows.map((row) => Object.values(row).map(bytesAsText).join(" ")).join("\n");
    expect(rows.length).toBeGreaterThan(6);
    for (const secret of ["ann@alpha", "203.0.113", token, goodPassword]) expect(text).not.toContain(secret);
    expect(text).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });

  it("six wrong attempts at one place are followed by a wait, not by a lock", async () => {
    await market.person("bob@alpha.example", "alpha", false);
    for (let n = 0; n < 6; n++) {
      expect(await attempt("bob@alpha.example", "wrong wrong wrong")).toEqual({ ok: false, code: "wrong" });
    }
    const later = await attempt("bob@alpha.example", goodPassword);
    expect(later).toMatchObject({ ok: false, code: "later" });
    if (later.ok || later.code !== "later") throw new Error("not held back");
    expect(later.retryAfterS).toBeGreaterThan(800);
    expect(later.retryAfterS).toBeLessThanOrEqual(900);
    // The person itself, somewhere else, is not kept out.
    expect(await attempt("bob@alpha.example", goodPassword, "198.51.100.9")).toMatchObject({ ok: true });
  });

  it("attempts made all at once are counted one by one", async () => {
    await market.person("cyn@alpha.example", "alpha", false);
    const wrong = Array.from({ length: 20 }, () => attempt("cyn@alpha.example", "wrong wrong", "192.0.2.77"));
    const codes = (await Promise.all(wrong)).map((answer) => (answer.ok ? "ok" : answer.code));
    expect(codes.filter((code) => code === "wrong")).toHaveLength(6);
    expect(codes.filter((code) => code === "later")).toHaveLength(14);
  });

  it("whoever guesses from everywhere does not keep out who comes with a browser it came with before", async () => {
    const email = "dee@alpha.example";
    await market.person(email, "alpha", false);
    const before = await attempt(email, goodPassword, "192.0.2.20");
    if (!before.ok) throw new Error("refused");
    // Sixty guesses from as many places; the last few from where the person itself is.
    const everywhere: Limit = { name: "sign-in/account", points: 60, seconds: 3600 };
    for (let n = 0; n < 61; n++) await admit(market.store, everywhere, email);
    for (let n = 0; n < 7; n++) await attempt(email, "wrong wrong wrong", "192.0.2.20");
    expect(await attempt(email, goodPassword, "192.0.2.21")).toMatchObject({ code: "later" });
    expect(await attempt(email, goodPassword, "192.0.2.20", before.mark)).toMatchObject({ ok: true });
    // A mark is good for its own e-mail, and for six guesses.
    const others = await attempt("ann@alpha.example", goodPassword, "192.0.2.22");
    if (!others.ok) throw new Error("refused");
    for (const mark of [others.mark, before.mark.replace(/^./, (digit) => (digit === "0" ? "1" : "0")), "x"])
      expect(await attempt(email, goodPassword, "192.0.2.20", mark)).toMatchObject({ code: "later" });
    for (let n = 0; n < 6; n++)
      expect(await attempt(email, "wrong wrong wrong", `192.0.2.${30 + n}`, before.mark)).toMatchObject({
        code: "wrong",
      });
    expect(await attempt(email, goodPassword, "192.0.2.40", before.mark)).toMatchObject({ code: "later" });
  });

  it("a browser is known for half a year", async () => {
    const { store } = market;
    const mark = browserMark(store, "ann@alpha.example");
    expect(knownBrowser(store, "ann@alpha.example", mark)).toMatch(/^[0-9a-f]{32}$/);
    expect(knownBrowser(store, "ann@alpha.example", mark, Date.now() + knownForMs + 1000)).toBeUndefined();
    expect(mark).not.toContain("ann");
  });

  it("a success starts the count of that place anew", async () => {
    await market.person("dan@alpha.example", "alpha", false);
    const place = "192.0.2.5";
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 5; n++) await attempt("dan@alpha.example", "wrong wrong wrong", place);
      expect(await attempt("dan@alpha.example", goodPassword, place)).toMatchObject({ ok: true });
    }
  });
});

const one = async (email: string) => {
  const account = await accountByEmail(market.store, email);
  if (account === undefined) throw new Error(`no ${email}`);
  return account;
};

function bytesAsText(value: unknown): string {
  return Buffer.isBuffer(value)
    ? `${value.toString("latin1")} ${value.toString("base64url")}`
    : String(value);
}

describe("a session", () => {
  const since = async (id: string, field: "seen_at" | "created_at" | "expires_at", ago: number) => {
    const at = new Date(Date.now() - ago);
    await market.store.pool.query(`UPDATE session SET ${field} = $2 WHERE id = $1`, [id, at]);
  };

  it("ends when it is revoked, at once, and only by its owner", async () => {
    const { store } = market;
    const [ann, bob] = [await one("ann@alpha.example"), await one("bob@alpha.example")];
    const session = await openSession(store, ann.id, "password", here);
    expect(await revokeSession(store, bob.id, session.id)).toBe(false);
    expect(await sessionOf(store, session.token)).toBeDefined();
    expect(await revokeSession(store, ann.id, session.id)).toBe(true);
    expect(await sessionOf(store, session.token)).toBeUndefined();
    expect(await revokeSession(store, ann.id, session.id)).toBe(false);
  });

  it("ends unused after twelve hours and in any case after seven days", async () => {
    const { store } = market;
    const ann = await one("ann@alpha.example");
    const [idle, old, used] = await Promise.all(
      [1, 2, 3].map(() => openSession(store, ann.id, "oidc", here)),
    );
    if (!idle || !old || !used) throw new Error("no session");
    await since(idle.id, "seen_at", idleMs + 1000);
    await since(old.id, "expires_at", 1000);
    await since(used.id, "seen_at", idleMs - 60_000);
    expect(await sessionOf(store, idle.token)).toBeUndefined();
    expect(await sessionOf(store, old.token)).toBeUndefined();
    expect(await sessionOf(store, used.token)).toBeDefined();
    // Seen again: the twelve hours begin anew.
    const row = await store.prisma.session.findUniqueOrThrow({ where: { id: used.id } });
    expect(Date.now() - row.seenAt.getTime()).toBeLessThan(60_000);
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBeLessThanOrEqual(longestMs + 1000);
    const listed = (await listSessions(store, ann.id)).map(({ id }) => id);
    expect(listed).toContain(used.id);
    expect(listed).not.toContain(idle.id);
    expect(listed).not.toContain(old.id);
  });

  it("ends with its account", async () => {
    const { store } = market;
    const person = await market.person("eve@alpha.example", "alpha", false);
    const session = await openSession(store, person.accountId, "password", here);
    await store.prisma.account.update({
      where: { id: person.accountId },
      data: { disabledAt: new Date() },
    });
    expect(await sessionOf(store, session.token)).toBeUndefined();
  });

  it("no other token opens it", async () => {
    const session = await openSession(market.store, (await one("ann@alpha.example")).id, "password", here);
    expect(await sessionOf(market.store, `${session.token}A`)).toBeUndefined();
    expect(await sessionOf(market.store, session.id)).toBeUndefined();
    expect(await sessionOf(market.store, "")).toBeUndefined();
  });

  it("all others can be ended at once", async () => {
    const { store } = market;
    const person = await market.person("flo@alpha.example", "alpha", false);
    const [mine, other, third] = await Promise.all(
      [1, 2, 3].map(() => openSession(store, person.accountId, "password", here)),
    );
    if (!mine || !other || !third) throw new Error("no session");
    expect(await revokeSessions(store, person.accountId, mine.id)).toBe(2);
    expect((await listSessions(store, person.accountId)).map(({ id }) => id)).toEqual([mine.id]);
  });
});

describe("changing the password", () => {
  it("needs the old one, refuses what is easily guessed, ends all other sessions", async () => {
    const { store } = market;
    const person = await market.person("gus@alpha.example", "alpha", false);
    const [mine, other] = await Promise.all(
      [1, 2].map(() => openSession(store, person.accountId, "password", here)),
    );
    if (!mine || !other) throw new Error("no session");
    const who = { accountId: person.accountId, sessionId: mine.id };
    const change = (old: string, password: string) => changePassword(store, who, { old, password }, here);
    expect(await change("not the old one", "an umbrella for every whale")).toEqual({
      ok: false,
      code: "wrong",
    });
    expect(await change(goodPassword, goodPassword)).toEqual({ ok: false, code: "same" });
    expect(await change(goodPassword, "gus@alpha.example")).toEqual({ ok: false, code: "personal" });
    expect(await change(goodPassword, "we like alpha works")).toEqual({ ok: false, code: "personal" });
    expect(await change(goodPassword, "password1234")).toEqual({ ok: false, code: "common" });
    expect(await sessionOf(store, other.token)).toBeDefined();
    expect(await change(goodPassword, "an umbrella for every whale")).toEqual({ ok: true, ended: 1 });
    expect(await sessionOf(store, other.token)).toBeUndefined();
    expect(await sessionOf(store, mine.token)).toBeDefined();
    expect(await attempt("gus@alpha.example", goodPassword, "192.0.2.8")).toMatchObject({ code: "wrong" });
    expect(await attempt("gus@alpha.example", "an umbrella for every whale", "192.0.2.8")).toMatchObject({
      ok: true,
    });
    const kinds = (await eventsOf(store, person.participant, 50))
      .filter(({ email }) => email === "gus@alpha.example")
      .map(({ kind }) => kind);
    expect(kinds.sort((a, b) => (a < b ? -1 : 1))).toEqual(["password-changed", "sign-in", "sign-in-failed"]);
  });

  it("is held back after eight attempts", async () => {
    const { accountId } = await market.person("hal@alpha.example", "alpha", false);
    const wrong = () =>
      changePassword(
        market.store,
        { accountId, sessionId: "x" },
        { old: "wrong", password: goodPassword },
        here,
      );
    for (let n = 0; n < 8; n++) expect(await wrong()).toEqual({ ok: false, code: "wrong" });
    expect(await wrong()).toMatchObject({ ok: false, code: "later" });
  });
});

describe("the first account of a market", () => {
  it("is made by the setup link only while there is none", async () => {
    const fresh = await openTestMarket(take);
    const { store } = fresh;
    try {
      const old = tokenOf((await makeLink(store, "setup")).path);
      const token = tokenOf((await makeLink(store, "setup")).path);
      expect(await readLink(store, "setup", old)).toBeUndefined();
      expect(await readLink(store, "invitation", token)).toBeUndefined();
      const chosen = { email: "first@exchange.example", name: "First", password: goodPassword };
      const redeem = (given = chosen) => redeemLink(store, "setup", token, given, here);
      expect(await redeem({ ...chosen, email: "no e-mail" })).toEqual({ ok: false, code: "email" });
      expect(await redeem({ ...chosen, password: "short" })).toEqual({ ok: false, code: "short" });
      const [once, twice] = await Promise.all([
        redeem(),
        redeem({ ...chosen, email: "second@exchange.example" }),
      ]);
      expect([once.ok, twice.ok].filter(Boolean)).toHaveLength(1);
      expect(await store.prisma.account.count()).toBe(1);
      const winner = once.ok ? once : twice;
      expect(winner).toMatchObject({ ok: true, account: { role: "exchange", isAdmin: true } });
      const late = tokenOf((await makeLink(store, "setup")).path);
      expect(await readLink(store, "setup", late)).toBeUndefined();
    } finally {
      await fresh.close();
    }
  });
});

const tokenOf = (path: string): string => path.split("/").at(-1) ?? "";

describe("a limit", () => {
  const limit: Limit = { name: "test", points: 3, seconds: 60 };

  it("counts each by itself and tells how long to wait", async () => {
    const { store } = market;
    const asked = await Promise.all(Array.from({ length: 5 }, () => admit(store, limit, "one")));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(3);
    expect(await admit(store, limit, "two")).toEqual({ ok: true });
    const refused = await admit(store, limit, "one");
    expect(refused.ok ? 0 : refused.retryAfterS).toBeGreaterThan(50);
  });

  it("gives back and forgets", async () => {
    const { store } = market;
    await forget(store, limit, "one");
    for (let n = 0; n < 3; n++) expect(await admit(store, limit, "one")).toEqual({ ok: true });
    await giveBack(store, limit, "one");
    expect(await admit(store, limit, "one")).toEqual({ ok: true });
    expect(await admit(store, limit, "one")).toMatchObject({ ok: false });
  });
});

describe("a stored password", () => {
  it("is told from others whole: nothing is cut off", async () => {
    const long = `${"x".repeat(200)}y`;
    const person = await market.person("ivy@alpha.example", "alpha", false, long);
    const { passwordHash } = await one(person.email);
    expect(await isPassword(passwordHash, long)).toBe(true);
    expect(await isPassword(passwordHash, `${"x".repeat(200)}z`)).toBe(false);
    expect(await isPassword(undefined, long)).toBe(false);
  });
});
