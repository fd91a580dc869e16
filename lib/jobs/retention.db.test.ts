import { beforeAll, expect, it } from "vitest";
import { createAccount } from "@/lib/auth/accounts";
import { noteEvent } from "@/lib/auth/events";
import { makeLink } from "@/lib/auth/links";
import { openSession, sessionOf } from "@/lib/auth/sessions";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";
import { forgetOld } from "./retention";

let store: Store;
beforeAll(
  opening(openTestStore, (opened) => {
    ({ store } = opened);
  }),
);

it("what ended long ago is forgotten, what counts is kept", async () => {
  const here = { address: "203.0.113.7", agent: "" };
  const account = await createAccount(store, {
    email: "a@b.example",
    role: "enterprise",
    participant: "L1E",
    isAdmin: true,
  });
  if (account === undefined) throw new Error("no account");
  const session = await openSession(store, account.id, "password", here);
  await makeLink(store, "reset", account.id);
  await noteEvent(store, "sign-in", account, here);
  await store.prisma.dayFlaw.create({
    data: { job: "import", meter: "M-1", day: 1, line: 2, lines: 1, code: "gap" },
  });
  expect(await forgetOld(store)).toBe(0);
  expect(await sessionOf(store, session.token)).toBeDefined();
  const days = (n: number) => Date.now() + n * 86_400_000;
  expect(await forgetOld(store, days(40))).toBe(2);
  expect(await forgetOld(store, days(364))).toBe(0);
  expect(await forgetOld(store, days(366))).toBe(2);
  expect(await store.prisma.dayFlaw.count()).toBe(0);
  expect(await store.prisma.account.count()).toBe(1);
});
