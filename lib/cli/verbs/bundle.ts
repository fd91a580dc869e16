import { writeFileSync } from "node:fs";
import { codeArgument, kwhOption, type Options } from "@/lib/cli/arguments";
import { CannotTry, type ExitCode, NotThere } from "@/lib/cli/exit";
import type { Output } from "@/lib/cli/output";
import { withLedger } from "@/lib/cli/session";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";

const REASONS = {
  unknown: "no such certificate",
  kwh: "the certificate has no such kWh",
  withheld: "the holder opened the total only: single kWh are not shown",
} as const;

/** What a visitor of the certificate's page would be given. */
export async function bundleVerb(
  args: readonly string[],
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const code = codeArgument(args[0]);
  const kwh = kwhOption(options);
  const request = {
    code,
    ...(kwh === undefined ? {} : { kwh }),
    ...(options.month === true ? { month: true } : {}),
  };
  const built = await withLedger((ledger) => buildBundle(new Source(ledger), request));
  if (!built.ok) throw new NotThere(built.code, REASONS[built.code]);
  const text = `${JSON.stringify(built.bundle)}\n`;
  const { out } = options;
  if (typeof out !== "string") {
    output.answer(built.bundle, () => text);
    return 0;
  }
  write(out, text);
  output.answer({ file: out, code, bytes: Buffer.byteLength(text) }, () => out);
  return 0;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new CannotTry("out", `${path} cannot be written`, { cause });
  }
}
