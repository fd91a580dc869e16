import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Workplace } from "@/lib/auth/viewer";

/** A page or handler behind the sign-in, as the folders say. */
export interface DoorOfApp {
  readonly kind: "page" | "handler";
  /** `/dashboard/certificates`, with `[code]` where a name stands. */
  readonly route: string;
  /** What a handler answers to; GET for pages. */
  readonly methods: readonly string[];
  /** Who may come in, by the first asking in its file. */
  readonly roles: readonly Workplace[];
}

const root = join("app", "(workplace)");

/** Every page and handler of the workplaces: a new one is found by itself. */
export function doorsOfApp(): DoorOfApp[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => /(^|[\\/])(page\.tsx|route\.tsx?)$/.test(name))
    .map((name) => doorOf(name.split(sep).join("/")))
    .sort((a, b) => (a.route < b.route ? -1 : 1));
}

/** The roles that the first asking for the viewer in a piece of source names. */
export function rolesAsked(text: string): readonly Workplace[] {
  const asked = /(?:requireViewer|actingViewer|exportingViewer)\(([^)]*)\)/.exec(text)?.[1] ?? "";
  return [...asked.matchAll(/"(enterprise|regulator|exchange)"/g)].map(([, role]) => role as Workplace);
}

function doorOf(name: string): DoorOfApp {
  const text = readFileSync(join(root, name), "utf8");
  const folders = name.split("/").slice(0, -1);
  const roles = rolesAsked(text);
  const methods = [...text.matchAll(/export (?:async )?function (GET|POST|PUT|PATCH|DELETE)\b/g)];
  return {
    kind: name.endsWith("page.tsx") ? "page" : "handler",
    route: `/${folders.filter((folder) => !folder.startsWith("(")).join("/")}`,
    methods: name.endsWith("page.tsx") ? ["GET"] : methods.map(([, method = ""]) => method),
    roles,
  };
}

/** Who a route belongs to by its name alone: what its file says has to agree. */
export function ownersOf(route: string): readonly Workplace[] {
  if (route.startsWith("/dashboard")) return ["enterprise"];
  if (route.startsWith("/overview")) return ["regulator"];
  if (route.startsWith("/exchange")) return ["exchange"];
  return ["enterprise", "regulator", "exchange"];
}
