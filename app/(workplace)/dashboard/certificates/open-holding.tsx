import { disclosed, prepareDisclosure } from "@/app/_actions/disclosure";
import { holdingDetail } from "@/app/_server/holding-detail";
import { HoldingDrawer } from "@/components/holdings/holding-drawer";
import type { Viewer } from "@/lib/auth/viewer";

interface OpenHoldingProps {
  person: Viewer;
  code: string;
  place: { readonly codes: readonly string[]; readonly first: number; readonly total: number };
  market: string;
}

/** The drawer of the certificate in the address; undefined where it is nobody's here. */
export async function OpenHolding({ person, code, place, market }: OpenHoldingProps) {
  const detail = await holdingDetail(person, code);
  if (detail === undefined) return undefined;
  const { codes, first, total } = place;
  return (
    <HoldingDrawer
      {...detail}
      neighbours={codes}
      first={first}
      total={total}
      market={market}
      actions={{ prepare: prepareDisclosure, done: disclosed }}
    />
  );
}
