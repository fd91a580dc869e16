import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Json } from "@/lib/crypto/canonical";
import type { JsonObject } from "@/lib/market/command";

/** One published case: protocol vectors are arrays of {name, input, expected}. */
export interface VectorCase {
  readonly name: string;
  readonly input: JsonObject;
  readonly expected: JsonObject;
}

/** The cases of a file of ../shared/vectors/protocol with these operations; none when the folder is absent. */
export function protocolVectors(file: string, ...ops: readonly string[]): VectorCase[] {
  const path = resolve(process.cwd(), "../shared/vectors/protocol", file);
  if (!existsSync(path)) return [];
  const cases = JSON.parse(readFileSync(path, "utf8")) as VectorCase[];
  return cases.filter(({ input }) => ops.includes(textOf(input.op)));
}

export function textOf(value: Json | undefined): string {
  if (typeof value !== "string") throw new TypeError("a vector's text is missing");
  return value;
}

export function numberOf(value: Json | undefined): number {
  if (typeof value !== "number") throw new TypeError("a vector's number is missing");
  return value;
}

export function numbersOf(value: Json | undefined): number[] {
  if (!Array.isArray(value)) throw new TypeError("a vector's list is missing");
  return value.map(numberOf);
}
