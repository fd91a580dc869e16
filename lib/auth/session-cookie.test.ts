import { expect, it } from "vitest";
import { ownCookieAt } from "./session-cookie";

it.each(["session", "known"] as const)("binds the %s cookie to one host under https", (what) => {
  const { name, options } = ownCookieAt("https://lvji.example", what);
  expect(name.startsWith("__Host-")).toBe(true);
  // A browser drops a cookie of that name with anything else, silently: nobody could sign in.
  expect(options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  expect(options).not.toHaveProperty("domain");
});

it("works on a plain address, where a Secure cookie never comes back", () => {
  const { name, options } = ownCookieAt("http://192.168.1.20:3000", "session");
  expect(name.startsWith("__")).toBe(false);
  expect(options).toMatchObject({ httpOnly: true, secure: false });
});
