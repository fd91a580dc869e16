import "server-only";

const shared = globalThis as typeof globalThis & { lvjiHeld?: Map<string, unknown> };

/**
 * One of this name in a process, however often a build holds the module that asks: pages and handlers have copies of
 * their own, and what one of them has in hand the others would make and hold again. A test sees to it that no two
 * have the same name.
 */
export function heldOnce<T>(name: string, make: () => T): T {
  shared.lvjiHeld ??= new Map();
  const known = shared.lvjiHeld.get(name);
  const held = known ?? make();
  shared.lvjiHeld.set(name, held);
  return held as T;
}
