import { expect, it } from "vitest";
import { openTestStore } from "@/lib/store/test-database";
import { admissionOf, keepAdmission } from "./admissions";

it("two admitted at once under one code keep each its own, and a second look takes the place of the first", async () => {
  const { store, close } = await openTestStore();
  const seen = (id: string, at: number) => ({ id, documents: ["licence"], who: "anna", at });
  await Promise.all([keepAdmission(store, "L1E", seen("a", 1)), keepAdmission(store, "L1E", seen("b", 2))]);
  await keepAdmission(store, "L1E", seen("a", 3));
  expect(await admissionOf(store, "L1E", "a")).toEqual(seen("a", 3));
  expect(await admissionOf(store, "L1E", "b")).toEqual(seen("b", 2));
  expect(await admissionOf(store, "L1E", "c")).toBeUndefined();
  expect(await admissionOf(store, "L1F", "a")).toBeUndefined();
  await close();
});
