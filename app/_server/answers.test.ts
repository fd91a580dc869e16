import { expect, it, vi } from "vitest";
import { LedgerUnavailable } from "@/lib/ledger/ledger";
import { answered, refuse } from "./answers";
import { NotAllowed } from "./viewer";

vi.mock("server-only", () => ({}));

const keptOf = async (handler: () => Promise<Response>) =>
  (await answered(handler)).headers.get("cache-control");

it("what a handler does not say may be kept is kept nowhere", async () => {
  expect(await keptOf(async () => new Response("number,price"))).toBe("private, no-store");
  expect(await keptOf(async () => refuse(404, "unknown", "nothing"))).toBe("private, no-store");
  const refused = [
    new NotAllowed("elsewhere"),
    new NotAllowed("signed-out"),
    new LedgerUnavailable("no-quorum", "two of four are down"),
  ];
  for (const error of refused) expect(await keptOf(() => Promise.reject(error))).toBe("private, no-store");
  const headers = { "cache-control": "public, max-age=31536000, immutable" };
  expect(await keptOf(async () => new Response("tile", { headers }))).toBe(headers["cache-control"]);
});
