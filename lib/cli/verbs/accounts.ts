import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { accountByEmail, parseEmail, workplaceShape } from "@/lib/auth/accounts";
import { noteEvent } from "@/lib/auth/events";
import { makeLink, type OneTimeLink } from "@/lib/auth/links";
import { dropPassword, inviteTo } from "@/lib/auth/organisation";
import { workplaceOf } from "@/lib/auth/workplaces";
import type { Options } from "@/lib/cli/arguments";
import { CannotTry, type ExitCode, NotThere } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withDesk } from "@/lib/cli/session";
import type { Desk } from "@/lib/gateway/desk";
import { Registry } from "@/lib/jobs/import/registry";
import type { ParticipantRow } from "@/lib/market/state";

const demoAccounts = z.array(z.object({ role: workplaceShape, email: z.string(), password: z.string() }));
const OWN_MARKET = "accounts of a market of your own begin at the link `up` prints, or with accounts add";
/** How an operator's own doings are noted. */
const terminal = { address: "", agent: "" };

/**
 * Without a word: the accounts made with the demonstration market. `add` invites somebody, `reset` lets somebody
 * choose a new password; both answer with a one-time link to hand over.
 */
export async function accountsVerb(
  [what]: readonly string[],
  options: Options,
  output: Output,
): Promise<ExitCode> {
  if (what === undefined) return listDemoAccounts(output);
  if (what === "add") return addAccount(options, output);
  if (what === "reset") return resetAccount(options, output);
  throw new CannotTry(
    "what",
    `accounts ${what} is not known: there are accounts, accounts add, accounts reset`,
  );
}

function listDemoAccounts(output: Output): ExitCode {
  const path = join(dataDir(), "keys", "demo-accounts.txt");
  if (!existsSync(path)) output.note(`no demonstration accounts here: ${OWN_MARKET}`);
  const found = existsSync(path) ? demoAccounts.parse(JSON.parse(readFileSync(path, "utf8"))) : [];
  output.answer(found, () => tabbed(found.map(({ role, email, password }) => [role, email, password])));
  return 0;
}

async function addAccount(options: Options, output: Output): Promise<ExitCode> {
  const role = workplaceShape.safeParse(options.role).data;
  if (role === undefined) throw new CannotTry("role", "--role takes enterprise, regulator or exchange");
  const email = emailOption(options);
  await withDesk(output.note, async (desk) => {
    const participant = await participantOption(desk, options);
    if (workplaceOf(participant.role) !== role) {
      const kind = `${participant.name} is a ${participant.role}`;
      throw new CannotTry("role", `${kind}: its people cannot be accounts of role ${role}`);
    }
    const isAdmin = options.admin === true;
    const given = { email, role, participant: participant.code, isAdmin };
    const invited = await inviteTo(desk.store, given);
    if (!invited.ok) throw new CannotTry(invited.code, `${email} has an account already`);
    await noteEvent(desk.store, "invited", invited.account, terminal, "lvji");
    answerLink(output, { ...given }, invited.link);
  });
  return 0;
}

async function resetAccount(options: Options, output: Output): Promise<ExitCode> {
  const email = emailOption(options);
  await withDesk(output.note, async ({ store }) => {
    const account = await accountByEmail(store, email);
    if (account?.activeAt === undefined) throw new NotThere("unknown", `nobody signs in as ${email}`);
    if (account.disabledAt !== undefined)
      throw new CannotTry("disabled", `the account of ${email} is disabled`);
    await dropPassword(store, account);
    await noteEvent(store, "reset-offered", account, terminal, "lvji");
    const { role, participant, isAdmin } = account;
    answerLink(output, { email, role, participant, isAdmin }, await makeLink(store, "reset", account.id));
  });
  return 0;
}

function answerLink(output: Output, about: object, { path, expiresAt }: OneTimeLink): void {
  const link = `${webAddress()}${path}`;
  output.answer({ ...about, link, expiresAt: expiresAt.toISOString() }, () => link);
  output.note(`good once, until ${expiresAt.toISOString()}: hand it over in person`);
}

function emailOption({ email }: Options): string {
  const parsed = parseEmail(email);
  if (parsed === undefined) throw new CannotTry("email", "--email takes an e-mail address");
  return parsed;
}

/** Asked of the ledger: the view may not have followed a fresh import yet. */
async function participantOption(desk: Desk, { participant }: Options): Promise<ParticipantRow> {
  const written = typeof participant === "string" ? participant.trim() : "";
  const registry = new Registry(desk.ledger);
  const found =
    (await registry.participant(written)) ?? (await registry.participantOf(written.toUpperCase()));
  if (found) return found;
  throw new CannotTry(
    "participant",
    "--participant takes a registered participant's id or its code: see lvji list participants",
  );
}

const dataDir = (): string => process.env.LVJI_DATA || ".data";

/** Where this market is served: as configured, else where `up` runs or would run. */
function webAddress(): string {
  const { PUBLIC_URL, PORT } = process.env;
  return (PUBLIC_URL || `http://localhost:${PORT || runningPort() || "3000"}`).replace(/\/+$/, "");
}

function runningPort(): number | undefined {
  const path = join(dataDir(), "up.json");
  if (!existsSync(path)) return undefined;
  return z.object({ port: z.number() }).safeParse(JSON.parse(readFileSync(path, "utf8"))).data?.port;
}
