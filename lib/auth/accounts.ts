import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Account as AccountRow } from "@/lib/store/generated/client";
import type { Store } from "@/lib/store/store";
import { openJson, sealJson } from "./sealed";
import type { Workplace } from "./viewer";

/** A person who signs in, opened. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Workplace;
  /** Trace code. */
  readonly participant: string;
  readonly isAdmin: boolean;
  readonly passwordHash: string | undefined;
  readonly passwordAt: Date | undefined;
  readonly createdAt: Date;
  /** None while it is only invited. */
  readonly activeAt: Date | undefined;
  readonly disabledAt: Date | undefined;
}

export interface NewAccount {
  readonly email: string;
  readonly name?: string;
  readonly role: Workplace;
  readonly participant: string;
  readonly isAdmin: boolean;
  /** argon2id; without one the account is invited only. */
  readonly passwordHash?: string;
}

const personal = z.object({ email: z.string(), name: z.string() });
export const workplaceShape = z.enum(["enterprise", "regulator", "exchange"]);

/** An e-mail as it is typed, or undefined where it is none. Two spellings of one address are one account. */
export function parseEmail(written: unknown): string | undefined {
  const text = typeof written === "string" ? written.trim().normalize("NFKC").toLowerCase() : "";
  return text.length <= 254 && z.email().safeParse(text).success ? text : undefined;
}

/** The blind index an account is found by; the address itself is sealed.. */
export function emailIndex(store: Store, email: string): Uint8Array<ArrayBuffer> {
  return store.vault.blind("account.email", email);
}

/** A database row as an account. Throws SealBroken. */
export function openAccount(store: Store, row: AccountRow): Account {
  const { sealed, emailIndex: _, role, ...rest } = row;
  return {
    ...rest,
    ...openJson(store, subjectOf(row.id), sealed, personal),
    role: workplaceShape.parse(role),
    passwordHash: row.passwordHash ?? undefined,
    passwordAt: row.passwordAt ?? undefined,
    activeAt: row.activeAt ?? undefined,
    disabledAt: row.disabledAt ?? undefined,
  };
}

const subjectOf = (id: string): string => `account/${id}`;

/** `email` as `parseEmail` gave it. */
export async function accountByEmail(store: Store, email: string): Promise<Account | undefined> {
  const row = await store.prisma.account.findUnique({ where: { emailIndex: emailIndex(store, email) } });
  return row === null ? undefined : openAccount(store, row);
}

/** The account, opened; undefined where there is none. Throws SealBroken. */
export async function accountById(store: Store, id: string): Promise<Account | undefined> {
  const row = await store.prisma.account.findUnique({ where: { id } });
  return row === null ? undefined : openAccount(store, row);
}

/** The new account, or undefined where one has this e-mail already. */
export async function createAccount(store: Store, given: NewAccount): Promise<Account | undefined> {
  const { email, name = "", passwordHash, ...rest } = given;
  const id = randomUUID();
  const at = passwordHash === undefined ? null : new Date();
  const row = {
    ...rest,
    id,
    emailIndex: emailIndex(store, email),
    sealed: sealJson(store, subjectOf(id), { email, name }),
    passwordHash: passwordHash ?? null,
    passwordAt: at,
    activeAt: at,
  };
  const made = await store.prisma.account.createManyAndReturn({ data: [row], skipDuplicates: true });
  return made[0] && openAccount(store, made[0]);
}

/** What the person is called; its e-mail stays. */
export async function renameAccount(store: Store, account: Account, name: string): Promise<void> {
  const sealed = sealJson(store, subjectOf(account.id), { email: account.email, name });
  await store.prisma.account.update({ where: { id: account.id }, data: { sealed } });
}

/** Everybody of an organisation, the oldest account first. */
export async function accountsOf(store: Store, participant: string): Promise<Account[]> {
  const rows = await store.prisma.account.findMany({
    where: { participant },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => openAccount(store, row));
}
