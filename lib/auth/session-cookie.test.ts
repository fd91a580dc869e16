import { expect, it } from "vitest";
import { sessionCookieAt } from "./session-cookie";

it("binds the session to one host under https", () => {
  const { name, options } = sessionCookieAt("https://lvji.example");
  expect(name.startsWith("__Host-")).toBe(true);
  // A browser drops a cookie of that name with anything else, silently: nobody could sign in.
  expect(options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  expect(options).not.toHaveProperty("domain");
});

it("works on a plain address, where a Secure cookie never comes back", () => {
  const { name, options } = sessionCookieAt("http://192.168.1.20:3000");
  expect(name.startsWith("__")).toBe(false);
  expect(options).toMatchObject({ httpOnly: true, secure: false });
});
