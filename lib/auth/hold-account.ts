import type { Account as AccountRow, Prisma } from "@/lib/store/generated/client";
import type { Store } from "@/lib/store/store";

/**
 * Decides with the account's row held, as it stands now. Whatever lets somebody in and whatever ends that goes through
 * here: a password takes long to check, and meanwhile an administrator may have reset or disabled the account.
 */
export function holdAccount<T>(
  { prisma }: Store,
  id: string,
  decide: (tx: Prisma.TransactionClient, row: AccountRow | undefined) => Promise<T>,
): Promise<T> {
  return prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM account WHERE id = ${id} FOR UPDATE`;
    // Asked again: only a statement begun after the wait sees what was waited for.
    return decide(tx, (await tx.account.findUnique({ where: { id } })) ?? undefined);
  });
}
