import { beforeEach, describe, expect, it, vi } from "vitest";
import { hashPassword, isPassword } from "./passwords";

/** The hashes that were compared with: argon2 does all its work again for each. */
const compared: string[] = [];
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return {
    ...real,
    verify: (hash: string, password: string) => {
      compared.push(hash);
      return real.verify(hash, password);
    },
  };
});
beforeEach(() => void compared.splice(0));

const costOf = (hash: string | undefined) => hash?.split("$").slice(0, 4).join("$");

describe("a stored password", () => {
  it("is argon2id at OWASP's cost, with a salt of its own", async () => {
    const [one, other] = await Promise.all([hashPassword("the same words"), hashPassword("the same words")]);
    expect(costOf(one)).toBe("$argon2id$v=19$m=19456,t=2,p=1");
    expect(one).not.toBe(other);
  });

  it("is the same however its characters were typed", async () => {
    const stored = await hashPassword("caf\u00e9 on the pier \uff11\uff12");
    expect(await isPassword(stored, "cafe\u0301 on the pier 12")).toBe(true);
    expect(await isPassword(stored, "cafe on the pier 12")).toBe(false);
  });

  it("costs an attempt as much where there is none, and there is never a right one", async () => {
    const stored = await hashPassword("whatever it is");
    await isPassword(stored, "wrong");
    await isPassword(undefined, "wrong");
    expect(compared).toHaveLength(2);
    expect(compared[0]).toBe(stored);
    expect(costOf(compared[1])).toBe(costOf(stored));
    expect(await isPassword(undefined, "")).toBe(false);
  });
});
