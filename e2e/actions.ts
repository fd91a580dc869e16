import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import type { Workplace } from "@/lib/auth/viewer";
import { rolesAsked } from "./doors";

/** A server action of the build: callable by its id from anywhere, whatever page shows a button for it. */
export interface ActionOfApp {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** Who may, by the first asking in its body; undefined for those of `sign-in.ts` and `preferences.ts`. */
  readonly roles: readonly Workplace[] | undefined;
}

const manifest = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

/** Open to everybody, with their reasons in scripts/access.ts. */
const forAnybody = /\/(sign-in|preferences)\.ts$/;

/** Every action that the build lets anybody on the network call. */
export function actionsOfApp(): ActionOfApp[] {
  const text = readFileSync(join(".next", "server", "server-reference-manifest.json"), "utf8");
  return Object.entries(manifest.parse(JSON.parse(text)).node).map(([id, { filename, exportedName }]) => ({
    id,
    name: exportedName,
    file: filename,
    roles: forAnybody.test(filename) ? undefined : rolesOf(filename, exportedName),
  }));
}

function rolesOf(file: string, name: string): readonly Workplace[] {
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(`export async function ${name}(`);
  const asked = rolesAsked(text.slice(from));
  // `actingViewer(...everybody)`
  return asked.length > 0 ? asked : ["enterprise", "regulator", "exchange"];
}

/** What came back: a value, or the digest of what was thrown. */
export type Called = { readonly value: unknown } | { readonly thrown: string };

/** Calls it as a browser would. A `Map` among the arguments stands for a form. */
export async function call(
  asker: APIRequestContext,
  { id }: Pick<ActionOfApp, "id">,
  args: readonly unknown[],
  { page = "/sign-in", origin }: { page?: string; origin?: string } = {},
): Promise<Called> {
  const answer = await asker.post(page, {
    ...bodyOf(args),
    headers: { "next-action": id, accept: "text/x-component", ...(origin ? { origin } : {}) },
    maxRedirects: 0,
    failOnStatusCode: false,
  });
  const text = await answer.text();
  const thrown = /^\w+:E(\{.*\})$/m.exec(text)?.[1];
  if (thrown !== undefined) return { thrown: String(JSON.parse(thrown).digest) };
  const value = /^1:(.*)$/m.exec(text)?.[1];
  if (value === undefined) return { thrown: `${answer.status()} ${text.slice(0, 200)}` };
  return { value: JSON.parse(value) };
}

/** As React writes the arguments of a call: plain values as JSON, forms as numbered parts. */
function bodyOf(args: readonly unknown[]) {
  if (!args.some((one) => one instanceof Map)) {
    return { data: JSON.stringify(args.map((one) => one ?? "$undefined")) };
  }
  const multipart: Record<string, string> = {};
  const root = args.map((one, at) => {
    if (!(one instanceof Map)) return one ?? "$undefined";
    for (const [name, value] of one) multipart[`${at + 1}_${name}`] = String(value);
    return `$K${at + 1}`;
  });
  multipart["0"] = JSON.stringify(root);
  return { multipart };
}
