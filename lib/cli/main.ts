/** `lvji`: one verb a call. What a verb needs is loaded when it is called, so that `verify` starts at once. */
import { Command, CommanderError } from "commander";
import { describeFailure, type ExitCode } from "@/lib/cli/exit";
import { type Output, openOutput } from "@/lib/cli/output";

type Options = Readonly<Record<string, string | boolean | undefined>>;
type Verb = (args: readonly string[], options: Options, output: Output) => Promise<ExitCode>;

const JSON_OPTION = ["--json", "one JSON value on standard output, nothing else"] as const;

function program(): Command {
  const lvji = new Command("lvji")
    .description("绿迹: every kilowatt-hour of green power, checked")
    .exitOverride();
  const verb = (usage: string, about: string, load: () => Promise<Verb>) =>
    lvji
      .command(usage)
      .description(about)
      .exitOverride()
      .option(...JSON_OPTION)
      .action(async (...given: unknown[]) => runVerb(load, given));
  const month = "--month <YYYY-MM>";
  verb(
    "template <name>",
    "header and one example of a file",
    async () => (await import("./verbs/template")).template,
  );
  verb("import <name> <file>", "take a file in", async () => (await import("./verbs/import")).importVerb)
    .option("--zero", "curves: readings that break a rule, and missing ones, count as 0")
    .option("--owner-keys", "participants: make and keep a signing key for each")
    .option("--sm2", "with --owner-keys: every third key is SM2");
  verb("settle", "settle a month", async () => (await import("./verbs/settle")).settleVerb)
    .requiredOption(month, "the month")
    .option("--preview", "compute without submitting");
  verb(
    "issue",
    "issue a month's certificates",
    async () => (await import("./verbs/settle")).issueVerb,
  ).requiredOption(month, "the month");
  verb("segments", "a month's segments as CSV", async () => (await import("./verbs/segments")).segmentsVerb)
    .requiredOption(month, "the month")
    .option("--contract <number>", "of one contract");
  verb(
    "shares",
    "a month's shares as CSV",
    async () => (await import("./verbs/segments")).sharesVerb,
  ).requiredOption(month, "the month");
  verb("list <what>", "certificates, participants, plants, contracts or lines", async () => {
    return (await import("./verbs/list")).listVerb;
  }).option(month, "of one month");
  verb(
    "trace <code>",
    "where a kWh came from",
    async () => (await import("./verbs/trace")).traceVerb,
  ).requiredOption("--kwh <n>", "the kWh's number, from 1");
  verb(
    "bundle <code>",
    "the proof bundle of a certificate",
    async () => (await import("./verbs/bundle")).bundleVerb,
  )
    .option("--kwh <n>", "with the path of one kWh")
    .option("--month", "with all segments and readings a visitor may see")
    .option("-o, --out <file>", "write it there");
  verb("verify <file> [other]", "verify a bundle, without network or server", async () => {
    return (await import("./verbs/verify")).verifyVerb;
  })
    .option("--trust <file>", "a trust.json got from somebody you trust")
    .option("--roster <fingerprint>", "the fingerprint of the members' roster")
    .option("--qr <url>", "what the printed code says");
  verb(
    "accounts",
    "accounts of the demonstration market",
    async () => (await import("./verbs/accounts")).accountsVerb,
  );
  verb("rebuild", "make the database's view again from the ledger", async () => {
    return (await import("./verbs/rebuild")).rebuildVerb;
  });
  verb(
    "audit",
    "recompute what is stored from the log",
    async () => (await import("./verbs/audit")).auditVerb,
  );
  verb(
    "members",
    "where the ledger's members stand",
    async () => (await import("./verbs/members")).membersVerb,
  );
  return lvji;
}

/** Commander hands over the arguments, the options and the command, in this order. */
async function runVerb(load: () => Promise<Verb>, given: readonly unknown[]): Promise<void> {
  const command = given.at(-1);
  if (!(command instanceof Command)) throw new Error("no command");
  const options: Options = command.opts();
  const output = openOutput(options.json === true);
  try {
    process.exitCode = await (await load())(command.args, options, output);
  } catch (error) {
    process.exitCode = tell(error, output);
  }
}

function tell(error: unknown, output: Output): ExitCode {
  const { code, reason, isExpected } = describeFailure(error);
  output.note(isExpected || !(error instanceof Error) ? `lvji: ${reason}` : `lvji: ${error.stack ?? reason}`);
  if (output.isJson) output.answer({ error: { code, reason } }, () => "");
  return 2;
}

try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Asked for help: done. Anything else commander refuses was not tried.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
