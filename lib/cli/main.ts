/** `lvji`: one verb a call. What a verb needs is loaded when it is called, so that `verify` starts at once. */
import { Command, CommanderError } from "commander";
import { describeFailure, type ExitCode } from "@/lib/cli/exit";
import { type Output, openOutput } from "@/lib/cli/output";

type Options = Readonly<Record<string, string | boolean | undefined>>;
type Verb = (args: readonly string[], options: Options, output: Output) => Promise<ExitCode>;

const JSON_OPTION = ["--json", "one JSON value on standard output, nothing else"] as const;

type Define = (usage: string, about: string, load: () => Promise<Verb>) => Command;
const MONTH_OPTION = ["--month <YYYY-MM>", "the month"] as const;

function program(): Command {
  const about = "绿迹: every kilowatt-hour of green power, checked";
  const lvji = new Command("lvji").description(about).exitOverride();
  const define: Define = (usage, description, load) =>
    lvji
      .command(usage)
      .description(description)
      .exitOverride()
      .option(...JSON_OPTION)
      .action(async (...given: unknown[]) => runVerb(load, given));
  defineWriting(define);
  defineReading(define);
  defineProving(define);
  definePeople(define);
  return lvji;
}

/** Verbs that put something into the market. */
function defineWriting(verb: Define): void {
  verb("template <name>", "header and one example of a file", async () => {
    return (await import("./verbs/template")).template;
  });
  verb("import <name> <file>", "take a file in", async () => (await import("./verbs/import")).importVerb)
    .option("--zero", "curves: readings that break a rule, and missing ones, count as 0")
    .option("--owner-keys", "participants: make and keep a signing key for each")
    .option("--sm2", "with --owner-keys: every third key is SM2");
  verb("settle", "settle a month", async () => (await import("./verbs/settle")).settleVerb)
    .requiredOption(...MONTH_OPTION)
    .option("--preview", "compute without submitting");
  verb("issue", "issue a month's certificates", async () => {
    return (await import("./verbs/settle")).issueVerb;
  }).requiredOption(...MONTH_OPTION);
}

/** Who may sign in. */
function definePeople(verb: Define): void {
  verb("accounts [what]", "the demonstration market's accounts; add or reset one", async () => {
    return (await import("./verbs/accounts")).accountsVerb;
  })
    .option("--role <role>", "add: enterprise, regulator or exchange")
    .option("--email <address>", "add, reset: whose")
    .option("--participant <id>", "add: whom it acts for, by imported id or code")
    .option("--admin", "add: may invite others");
}

/** Verbs that tell what is in it. */
function defineReading(verb: Define): void {
  verb("segments", "a month's segments as CSV", async () => (await import("./verbs/segments")).segmentsVerb)
    .requiredOption(...MONTH_OPTION)
    .option("--contract <number>", "of one contract");
  verb("shares", "a month's shares as CSV", async () => {
    return (await import("./verbs/segments")).sharesVerb;
  }).requiredOption(...MONTH_OPTION);
  verb("list <what>", "certificates, participants, plants, contracts or lines", async () => {
    return (await import("./verbs/list")).listVerb;
  }).option(...MONTH_OPTION);
  verb("trace <code>", "where a kWh came from", async () => {
    return (await import("./verbs/trace")).traceVerb;
  }).requiredOption("--kwh <n>", "the kWh's number, from 1");
  verb("anomalies", "run the seven rules over what is new and tell what does not add up", async () => {
    return (await import("./verbs/anomalies")).anomaliesVerb;
  })
    .option(...MONTH_OPTION)
    .option("--rule <name>", "of one rule");
  verb("members", "where the ledger's members stand", async () => {
    return (await import("./verbs/members")).membersVerb;
  });
}

/** Verbs that take nobody's word for it. */
function defineProving(verb: Define): void {
  verb("bundle <code>", "the proof bundle of a certificate", async () => {
    return (await import("./verbs/bundle")).bundleVerb;
  })
    .option("--kwh <n>", "with the path of one kWh")
    .option("--month", "with all segments and readings a visitor may see")
    .option("-o, --out <file>", "write it there");
  verb("verify <file> [other]", "verify a bundle, without network or server", async () => {
    return (await import("./verbs/verify")).verifyVerb;
  })
    .option("--trust <file>", "a trust.json got from somebody you trust")
    .option("--roster <fingerprint>", "the fingerprint of the members' roster")
    .option("--qr <url>", "what the printed code says");
  verb("rebuild", "make the database's view again from the ledger", async () => {
    return (await import("./verbs/rebuild")).rebuildVerb;
  });
  verb("audit", "recompute what is stored from the log", async () => {
    return (await import("./verbs/audit")).auditVerb;
  });
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
  const { code, reason, isExpected, exitCode } = describeFailure(error);
  output.note(isExpected || !(error instanceof Error) ? `lvji: ${reason}` : `lvji: ${error.stack ?? reason}`);
  if (output.isJson) output.answer({ error: { code, reason } }, () => "");
  return exitCode;
}

try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Asked for help: done. Anything else commander refuses was not tried.
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
