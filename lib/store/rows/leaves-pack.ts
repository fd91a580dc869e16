import { concat, readU64be, u64be } from "@/lib/crypto/bytes";
import { HASH_LENGTH } from "@/lib/crypto/merkle/tree";

/** A line of a plant-month as its trees see it. `traceHash` is all zeros until the plant is traced. */
export interface PlantLeaf {
  readonly lineHash: Uint8Array;
  readonly traceHash: Uint8Array;
  readonly sentWh: number;
}

const leafBytes = 2 * HASH_LENGTH + 8;

/** 72 bytes a leaf: line-leaf hash ‖ trace-leaf hash ‖ u64be sent Wh, in the order given. */
export function packLeaves(leaves: readonly PlantLeaf[]): Uint8Array {
  return concat(...leaves.flatMap(({ lineHash, traceHash, sentWh }) => [lineHash, traceHash, u64be(sentWh)]));
}

/** RangeError where bytes are left over. */
export function unpackLeaves(packed: Uint8Array): PlantLeaf[] {
  if (packed.length % leafBytes !== 0) throw new RangeError("not packed leaves");
  return Array.from({ length: packed.length / leafBytes }, (_, i) => {
    const at = i * leafBytes;
    return {
      lineHash: packed.slice(at, at + HASH_LENGTH),
      traceHash: packed.slice(at + HASH_LENGTH, at + 2 * HASH_LENGTH),
      sentWh: readU64be(packed, at + 2 * HASH_LENGTH),
    };
  });
}
