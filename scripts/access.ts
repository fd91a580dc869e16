import type { Finding, SourceFile } from "./house";

/**
 * Every door asks who is there: pages and handlers behind the sign-in and all server actions begin by asking for the
 * viewer (architecture §1, quality.md "Security"). What is open to everybody stands here by name, with its reason.
 */
const open: Readonly<Record<string, string>> = {
  "app/_actions/preferences.ts": "language and theme are the visitor's own",
  "app/api/auth/[...nextauth]/route.ts": "whoever signs in is nobody yet",
  "app/_actions/sign-in.ts": "whoever signs in is nobody yet",
  "app/api/health/route.ts": "says only whether the server is ready",
};

const asking = /\b(?:requireViewer|actingViewer|exportingViewer)\(/;
const exported = /^export (?:default )?(?:async )?function (\w+)/;
const handlers = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const withinStatements = 4;

type Door = "page" | "action" | "handler";

function doorOf(path: string): Door | undefined {
  if (/^app\/_actions\/.+\.ts$/.test(path)) return "action";
  if (/^app\/\(workplace\)\/.+\/page\.tsx$/.test(path)) return "page";
  if (/^app\/(\(workplace\)|api)\/.+\/route\.tsx?$/.test(path)) return "handler";
  return undefined;
}

/** Doors that let anybody through, by file and line. `also` adds to what is open on purpose. */
export function doorFindings(
  sources: readonly SourceFile[],
  also: Readonly<Record<string, string>> = {},
): Finding[] {
  return sources.flatMap((source) => {
    const door = doorOf(source.path);
    if (door === undefined || source.path in open || source.path in also) return [];
    return source.lines.flatMap((text, at) => {
      const name = exported.exec(text)?.[1];
      if (name === undefined || !isDoor(door, name)) return [];
      if (begins(source.lines, at).some((line) => asking.test(line))) return [];
      return [{ file: source.path, line: at + 1, text: text.trim(), rule: "ask for the viewer first" }];
    });
  });
}

function isDoor(door: Door, name: string): boolean {
  if (door === "handler") return handlers.has(name);
  return door === "action" || name !== "generateMetadata";
}

/** The first statements of the function whose signature begins at `at`. */
function begins(lines: readonly string[], at: number): readonly string[] {
  const body = lines.findIndex((line, i) => i >= at && /\{\s*$/.test(line) && !/^\s+\w+\??: \{$/.test(line));
  return body < 0 ? [] : lines.slice(body + 1, body + 1 + withinStatements);
}
