/** On which side of the running hash each sibling of an inclusion path stands, from the leaf up (RFC 9162 §2.1.3.2). */
export function sidesOf(index: number, size: number, steps: number): ("left" | "right")[] {
  const sides: ("left" | "right")[] = [];
  let node = index;
  let last = size - 1;
  while (sides.length < steps) {
    if (node % 2 === 1 || node === last) {
      sides.push("left");
      // A right-most node without a sibling climbs until it has one.
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else sides.push("right");
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return sides;
}
