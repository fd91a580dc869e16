import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createAccount, workplaceShape } from "@/lib/auth/accounts";
import { hashPassword } from "@/lib/auth/passwords";
import type { Workplace } from "@/lib/auth/viewer";
import { readRow } from "@/lib/gateway/view";
import { Registry } from "@/lib/jobs/import/registry";
import type { Ledger } from "@/lib/ledger/ledger";
import { participants } from "@/lib/market/state";
import type { Store } from "@/lib/store/store";

interface Person {
  readonly role: Workplace;
  readonly email: string;
  readonly name: string;
  /** Imported id of the participant it acts for; the kind where the market was founded with it. */
  readonly of: string;
}

/** Everybody who can sign in to the demonstration market, each an administrator of its organisation. */
const people: readonly Person[] = [
  { role: "enterprise", email: "xinghe@demo.invalid", name: "周宁", of: "xinghe" },
  { role: "enterprise", email: "lanqiao@demo.invalid", name: "沈岚", of: "lanqiao" },
  { role: "enterprise", email: "yunfan@demo.invalid", name: "顾帆", of: "yunfan" },
  { role: "enterprise", email: "muxia@demo.invalid", name: "林夏", of: "muxia" },
  { role: "enterprise", email: "qiming@demo.invalid", name: "苏启", of: "qiming" },
  { role: "enterprise", email: "sanjiangyuan@demo.invalid", name: "韩江", of: "gen-qinghai" },
  { role: "enterprise", email: "lvya@demo.invalid", name: "叶青", of: "lvya" },
  { role: "regulator", email: "regulator@demo.invalid", name: "秦正", of: "regulator" },
  { role: "exchange", email: "exchange@demo.invalid", name: "方衡", of: "exchange" },
];

const listed = z.array(z.object({ role: workplaceShape, email: z.string(), password: z.string() }));
type Listed = z.infer<typeof listed>;

/**
 * Makes the accounts of the demonstration market, once. Passwords are random and stand in
 * `LVJI_DATA/keys/demo-accounts.txt` alone; returns them when it made them, [] when they were there.
 */
export async function loadDemoAccounts(store: Store, ledger: Ledger, dataDir: string): Promise<Listed> {
  const key = "demo/accounts";
  if (await store.prisma.marker.findUnique({ where: { key } })) return [];
  const passwords = keptPasswords(dataDir);
  for (const person of people) {
    const participant = await codeOf(ledger, person.of);
    const password = passwords.find(({ email }) => email === person.email)?.password;
    if (participant === undefined || password === undefined) throw new Error(`no account for ${person.of}`);
    const { of: _, ...rest } = person;
    const passwordHash = await hashPassword(password);
    await createAccount(store, { ...rest, participant, isAdmin: true, passwordHash });
  }
  await store.prisma.marker.create({ data: { key, value: "done" } });
  return passwords;
}

/** Written before any account is made: an interrupted load goes on with the same ones. */
function keptPasswords(dataDir: string): Listed {
  const folder = join(dataDir, "keys");
  const path = join(folder, "demo-accounts.txt");
  if (existsSync(path)) return listed.parse(JSON.parse(readFileSync(path, "utf8")));
  const made = people.map(({ role, email }) => {
    return { role, email, password: randomBytes(12).toString("base64url") };
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.draft`, `${JSON.stringify(made, null, 1)}\n`, { mode: 0o600 });
  renameSync(`${path}.draft`, path);
  return made;
}

async function codeOf(ledger: Ledger, id: string): Promise<string | undefined> {
  const imported = await new Registry(ledger).participant(id);
  if (imported) return imported.code;
  for (const key of await ledger.stateKeys("participant/", 10)) {
    const row = await readRow(ledger, participants, key.split("/")[1] ?? "");
    if (row?.role === id) return row.code;
  }
  return undefined;
}
