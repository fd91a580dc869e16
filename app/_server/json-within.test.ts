import { expect, it } from "vitest";
import { jsonWithin } from "./json-within";

const posted = (body: string | ReadableStream) =>
  new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit);

it("reads JSON up to the limit, and nothing else", async () => {
  expect(await jsonWithin(posted('{"a":"省"}'), 11)).toEqual({ a: "省" });
  expect(await jsonWithin(posted('{"a":"省"}'), 10)).toBeUndefined();
  expect(await jsonWithin(posted("{"), 10)).toBeUndefined();
  expect(await jsonWithin(new Request("http://localhost/"), 10)).toBeUndefined();
});

it("stops reading where the limit is passed", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull: (to) => {
      sent += 1000;
      to.enqueue(new Uint8Array(1000));
    },
  });
  expect(await jsonWithin(posted(endless), 5000)).toBeUndefined();
  expect(sent).toBeLessThan(10_000);
});
