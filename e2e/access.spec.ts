import { type APIRequestContext, expect, request } from "@playwright/test";
import type { Workplace } from "@/lib/auth/viewer";
import { type ActionOfApp, actionsOfApp, type Called, call } from "./actions";
import { type DoorOfApp, doorsOfApp, ownersOf } from "./doors";
import { certificatesOf, type Listed, lvji } from "./market";
import { signIn } from "./people";
import { asksAgain, test } from "./test";

/**
 * Role × route × object: every page and handler behind the sign-in, found by walking the folders, asked by a visitor
 * and by somebody of each workplace; then the objects of one enterprise asked for by another.
 */
test.describe.configure({ mode: "serial" });

const everybody: readonly Workplace[] = ["enterprise", "regulator", "exchange"];
const doors = doorsOfApp();
const asked = new Map<Workplace | "visitor" | "stranger", APIRequestContext>();

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(300_000);
  asked.set("visitor", asksAgain(await request.newContext({ baseURL })));
  const people = [...everybody.map((role) => [role, role, undefined] as const), strangers] as const;
  for (const [name, role, email] of people) {
    const context = await browser.newContext({ baseURL });
    await signIn(await context.newPage(), role, email);
    const storageState = await context.storageState();
    asked.set(name, asksAgain(await request.newContext({ baseURL, storageState })));
    await context.close();
  }
});
test.afterAll(async () => {
  for (const context of asked.values()) await context.dispose();
});

/** A second enterprise, whose objects the first must not see, nor it the first one's. */
const strangers = ["stranger", "enterprise", "lanqiao@demo.invalid"] as const;

const as = (who: Workplace | "visitor" | "stranger"): APIRequestContext => {
  const context = asked.get(who);
  if (!context) throw new Error(`${who} has not signed in`);
  return context;
};

let listed: Promise<ReadonlyMap<string, readonly Listed[]>> | undefined;

/** Participants, plants and contracts of the market by these names, asked for once. */
function lists(): Promise<ReadonlyMap<string, readonly Listed[]>> {
  const read = async (what: string) => [what, (await lvji("list", what)) as readonly Listed[]] as const;
  listed ??= Promise.all(["participants", "plants", "contracts"].map(read)).then((all) => new Map(all));
  return listed;
}

/** An address with real names in it: what cannot be filled in is a door this table does not know. */
async function addressOf({ route }: DoorOfApp): Promise<string> {
  const known = await lists();
  const first = (what: string) => known.get(what)?.[0]?.code;
  const named: Readonly<Record<string, string | undefined>> = {
    provinces: "63",
    plants: first("plants"),
    participants: first("participants"),
    contracts: first("contracts"),
    certificates: (await certificatesOf())[0]?.code,
  };
  return route
    .replace("[registry]", "participants")
    .replace(/\/(\w[\w-]*)\/\[(\w+)\]/g, (_, folder: string) => {
      const name = named[folder] ?? (folder === "channels" ? channelCode : undefined);
      return `/${folder}/${name ?? "unknown"}`;
    });
}

/** The form of a channel's code; whether it exists matters only to the one who may ask. */
const channelCode = "L1H630000004120260800000000000A0";

test("each page and handler says for itself whom it is for, and it is whom its address says", () => {
  expect(doors.length).toBeGreaterThan(15);
  for (const { route, roles } of doors) {
    expect([...roles].sort(), route).toEqual([...ownersOf(route)].sort());
  }
});

/** Where the pages of a workplace may lead besides each other. */
const outward = /^\/(c\/\w+(\/.*)?|ledger(\/.*)?|scan|verify|docs(\/.*)?|log\/.*|api\/auth\/.*|_next\/.*)?$/;

const later = /\/(claims?|disclosures?|disclosure-links?|api-keys?|developers?)(\/|$)/;

/** The links of a page to other places of the application. */
function linksOf(html: string): string[] {
  const links = [...html.matchAll(/<a\s[^>]*?href="([^"#?]*)/g)].map(([, path = ""]) => path);
  return links.filter((path) => path.startsWith("/"));
}

/** Those to what is not there, and to what comes later: claims, disclosure links, keys for programs. */
function lostAmong(links: readonly string[]): string[] {
  const places = doors.map(({ route }) => new RegExp(`^${route.replace(/\[[^\]]+\]/g, "[^/]+")}$`));
  return links.filter(
    (path) => later.test(path) || !(outward.test(path) || places.some((place) => place.test(path))),
  );
}

test("a visitor is sent to sign in, another workplace finds nothing, its own people come in", async ({
  baseURL,
}) => {
  for (const door of doors) {
    const address = await addressOf(door);
    for (const method of door.methods) {
      const fetched = (who: Workplace | "visitor") =>
        as(who).fetch(address, {
          method,
          maxRedirects: 0,
          failOnStatusCode: false,
          headers: method === "GET" ? {} : { origin: String(baseURL) },
        });
      const visited = await fetched("visitor");
      const said = `${method} ${address}`;
      if (door.kind === "page") {
        expect(visited.status(), `${said} as a visitor`).toBe(307);
        expect(visited.headers().location, said).toContain("/sign-in");
      } else expect(visited.status(), `${said} as a visitor`).toBe(401);
      for (const role of everybody) {
        const answer = await fetched(role);
        const status = answer.status();
        if (method === "GET" && door.kind === "page" && status === 200) {
          const links = linksOf(await answer.text());
          // At least the navigation of the workplace.
          expect(links.length, `${said} as ${role}`).toBeGreaterThan(4);
          expect(lostAmong(links), `${said} as ${role}`).toEqual([]);
        }
        if (!ownersOf(door.route).includes(role)) expect(status, `${said} as ${role}`).toBe(404);
        else if (method === "GET" && door.kind === "page" && !address.includes("unknown"))
          expect(status, `${said} as ${role}`).toBeLessThan(400);
        else expect([401, 403, 500], `${said} as ${role}`).not.toContain(status);
      }
    }
  }
});

test("what changes or makes something is refused to a page of nobody's", async () => {
  const writing = doors.flatMap((door) =>
    door.methods.filter((one) => one !== "GET").map((method) => ({ door, method })),
  );
  expect(writing.length).toBeGreaterThan(0);
  for (const { door, method } of writing) {
    const [role = "exchange"] = ownersOf(door.route);
    for (const origin of ["null", "https://elsewhere.example"]) {
      const answer = await as(role).fetch(await addressOf(door), { method, headers: { origin } });
      expect(answer.status(), `${method} ${door.route} from ${origin}`).toBe(403);
    }
  }
});

test("what belongs to one enterprise is not there for another", async () => {
  const certificates = await certificatesOf();
  const own = certificates.find(({ id }) => id === "xinghe-zz");
  if (!own) throw new Error("the demonstration market has no certificate of xinghe-zz");
  const contract = (await lists()).get("contracts")?.find(({ unit }) => unit === "xinghe-zz");
  const number = String(contract?.number ?? contract?.id);
  const places = doors
    .filter(({ route, kind, methods }) => {
      return (
        route.startsWith("/dashboard") && kind === "page" && methods.includes("GET") && !route.includes("[")
      );
    })
    .map(({ route }) => route);
  expect(places.length).toBeGreaterThan(3);
  for (const place of places) {
    for (const query of ["", `?c=${own.code}`, `?q=${encodeURIComponent(number)}`, `?unit=${own.id}`]) {
      const text = await (await as("stranger").get(`${place}${query}`)).text();
      // What was asked for may be said back; whose it is, and what is in it, may not.
      expect(text, `${place}${query}`).not.toContain("星禾精密制造");
      expect(text, `${place}${query}`).not.toContain("郑州工厂");
      if (query !== `?q=${encodeURIComponent(number)}`)
        expect(text, `${place}${query}`).not.toContain(number);
    }
  }
});

test("every action refuses whoever it is not for, whatever page it is sent to", async () => {
  const guarded = actionsOfApp().filter(({ roles }) => roles !== undefined);
  expect(guarded.length).toBeGreaterThan(20);
  for (const action of guarded) {
    const said = `${action.name} of ${action.file}`;
    expect(await call(as("visitor"), action, []), said).toEqual({ thrown: "not-allowed/signed-out" });
    for (const role of everybody) {
      if (action.roles?.includes(role)) continue;
      const refused = await call(as(role), action, []);
      expect(refused, `${said} as ${role}`).toEqual({ thrown: "not-allowed/elsewhere" });
    }
  }
});

test("an action finds nothing of another enterprise", async () => {
  const own = (await certificatesOf()).find(({ id }) => id === "xinghe-zz")?.code ?? "";
  const query = new URLSearchParams({ q: own }).toString();
  const actions = actionsOfApp();
  const done = async (who: "enterprise" | "stranger", name: string, ...args: unknown[]): Promise<Called> => {
    const action = actions.find((one): one is ActionOfApp => one.name === name);
    if (!action) throw new Error(`there is no action ${name}`);
    return call(as(who), action, args);
  };
  expect(await done("enterprise", "sumFrom", query, 0)).toMatchObject({ value: { count: 1 } });
  expect(await done("stranger", "sumFrom", query, 0)).toEqual({ value: { count: 0, kwh: 0 } });
  expect(await done("enterprise", "rowsFrom", query, 0)).toMatchObject({ value: [{ code: own }] });
  expect(await done("stranger", "rowsFrom", query, 0)).toEqual({ value: [] });
  expect(await done("enterprise", "uncheckedOf", query, "", 1)).toMatchObject({ value: { total: 1 } });
  expect(await done("stranger", "uncheckedOf", query, "", 1)).toMatchObject({ value: { total: 0 } });
  const offered = await done("stranger", "prepareDisclosure", "0".repeat(32), own, "full");
  expect(offered).toMatchObject({ value: { ok: false } });
  const kept = await done("enterprise", "keepView", `doors ${Date.now()}`, query);
  const view = "value" in kept ? String((kept.value as { id: unknown }).id) : "";
  expect(await done("stranger", "forgetView", view)).toEqual({ value: false });
  expect(await done("enterprise", "forgetView", view)).toEqual({ value: true });
});
