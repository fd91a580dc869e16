import { randomUUID } from "node:crypto";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";

/** A named address of the certificates' list, of one account. Names may be customers' names: they lie sealed. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** The query of the address, without `?`. */
  readonly query: string;
}

/** So many an account keeps. */
export const MOST_VIEWS = 50;

export async function savedViews(store: Store, accountId: string): Promise<SavedView[]> {
  const rows = await store.prisma.savedView.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } });
  return rows.map(({ id, sealed }) => ({ id, ...parseView(fromUtf8(store.open(sealed, subject(id)))) }));
}

/** Undefined where the account keeps as many as it may. */
export async function saveView(
  store: Store,
  accountId: string,
  view: Omit<SavedView, "id">,
): Promise<SavedView | undefined> {
  if ((await store.prisma.savedView.count({ where: { accountId } })) >= MOST_VIEWS) return undefined;
  const id = randomUUID();
  const sealed = store.seal(utf8(JSON.stringify({ name: view.name, query: view.query })), subject(id));
  await store.prisma.savedView.create({ data: { id, accountId, sealed } });
  return { id, ...view };
}

/** Takes away one's own; another account's is not found. */
export async function dropView(store: Store, accountId: string, id: string): Promise<boolean> {
  const { count } = await store.prisma.savedView.deleteMany({ where: { id, accountId } });
  return count > 0;
}

const subject = (id: string) => `saved_view/${id}`;

/** What the seal vouches for. */
function parseView(text: string): { name: string; query: string } {
  return JSON.parse(text) as { name: string; query: string };
}
