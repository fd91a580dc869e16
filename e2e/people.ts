import { expect, type Page } from "@playwright/test";
import type { Workplace } from "../lib/auth/viewer";
import { lvji } from "./market";

export interface Person {
  readonly role: Workplace;
  readonly email: string;
  readonly password: string;
}

let listed: Promise<readonly Person[]> | undefined;

/** Who can sign in to the demonstration market. */
export function people(): Promise<readonly Person[]> {
  listed ??= lvji("accounts") as Promise<readonly Person[]>;
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

/** Signs in and arrives at the workplace's first page. */
export async function signIn(page: Page, role: Workplace, email?: string): Promise<Person> {
  const person = await personOf(role, email);
  await page.goto("/sign-in?next=/account");
  await fillSignIn(page, person.email, person.password);
  await expect(page).not.toHaveURL(/\/sign-in/, { timeout: 30_000 });
  return person;
}
