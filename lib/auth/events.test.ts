import { expect, it } from "vitest";
import en from "@/lib/i18n/messages/en/exchange.json";
import zh from "@/lib/i18n/messages/zh-CN/exchange.json";
import { eventKinds } from "./events";

it("every kind of event has words in the console, and no words are of no kind", () => {
  const wanted = [...eventKinds, "other"].toSorted((a, b) => (a < b ? -1 : 1));
  for (const words of [zh, en]) {
    expect(Object.keys(words.audit.events).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(wanted);
  }
});
