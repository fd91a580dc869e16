import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Options } from "@/lib/cli/arguments";
import type { ExitCode } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";

const accounts = z.array(
  z.object({
    role: z.enum(["enterprise", "regulator", "exchange"]),
    email: z.string(),
    password: z.string(),
  }),
);

/** Made with the demonstration market and kept in LVJI_DATA; a market of one's own has none. */
export async function accountsVerb(
  _: readonly string[],
  _options: Options,
  output: Output,
): Promise<ExitCode> {
  const path = join(process.env.LVJI_DATA || ".data", "keys", "demo-accounts.txt");
  const found = existsSync(path) ? accounts.parse(JSON.parse(readFileSync(path, "utf8"))) : [];
  output.answer(found, () => tabbed(found.map(({ role, email, password }) => [role, email, password])));
  return 0;
}
