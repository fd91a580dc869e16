import { type BrowserContext, expect, type Page } from "@playwright/test";
import type { Workplace } from "../lib/auth/viewer";
import { lvjiOnce } from "./market";

export interface Person {
  readonly role: Workplace;
  readonly email: string;
  readonly password: string;
}

let listed: Promise<readonly Person[]> | undefined;

/** Who can sign in to the demonstration market. */
export function people(): Promise<readonly Person[]> {
  listed ??= lvjiOnce("accounts") as Promise<readonly Person[]>;
  return listed;
}

/** Somebody of this workplace; the first one unless an e-mail says which. */
export async function personOf(role: Workplace, email?: string): Promise<Person> {
  const found = (await people()).find((one) => one.role === role && (!email || one.email === email));
  if (!found) throw new Error(`nobody signs in as ${role} ${email ?? ""}`);
  return found;
}

/** Fills the form of /sign-in and sends it; where that leads is the caller's matter. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form.entry-form [type="submit"]').click();
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** Sessions by e-mail: one stays good for every test of this worker, until a test ends it. */
const sessions = new Map<string, Cookies>();

/** Signs in, by the session this worker already has or by the form; which page is open then is not said. */
export async function signIn(page: Page, role: Workplace, email?: string): Promise<Person> {
  const person = await personOf(role, email);
  const known = sessions.get(person.email);
  if (known) {
    await page.context().addCookies(known);
    // Whoever is signed in is led on from there.
    const answer = await page.request.get("/sign-in", { maxRedirects: 0 });
    if (answer.status() === 307) return person;
  }
  await page.goto("/sign-in?next=/account");
  await fillSignIn(page, person.email, person.password);
  await expect(page).not.toHaveURL(/\/sign-in/, { timeout: 60_000 });
  const cookies = await page.context().cookies();
  sessions.set(
    person.email,
    cookies.filter(({ name }) => name.includes("session")),
  );
  return person;
}
