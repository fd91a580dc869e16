import { describe, expect, it } from "vitest";
import { Advice, readOptions } from "./options";

describe("the options of up", () => {
  it("are those of formats.md where nothing is said", () => {
    expect(readOptions([], {})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      dataDir: ".data",
      demo: true,
      dev: false,
      lan: false,
    });
  });
  it("come from the environment", () => {
    const options = readOptions([], {
      PORT: "8080",
      LVJI_DATA: "/x",
      LVJI_DEMO: "0",
      PUBLIC_URL: "https://a.example",
    });
    expect(options).toMatchObject({ port: 8080, dataDir: "/x", demo: false, publicUrl: "https://a.example" });
  });
  it("open the local network only when asked", () => {
    const lan = () => readOptions(["--lan"], { PUBLIC_URL: "https://a.example" });
    expect(lan()).toMatchObject({ host: "0.0.0.0", lan: true, publicUrl: "https://a.example" });
  });
  it("name the market in a way that can stand in a log and on a print", () => {
    for (const wrong of ["foo", "ftp://a.example", "https://a.example/market", "https://a b"])
      expect(() => readOptions([], { PUBLIC_URL: wrong }), wrong).toThrow("PUBLIC_URL");
    expect(() => readOptions([], { LVJI_MARKET: "a b" })).toThrow("LVJI_MARKET");
    expect(() => readOptions([], { LVJI_PREFIX: "!!" })).toThrow("LVJI_PREFIX");
    const right = { PUBLIC_URL: "https://a.example/", LVJI_MARKET: "a.example/m", LVJI_PREFIX: "88.1.2" };
    expect(readOptions([], right).publicUrl).toBe("https://a.example/");
  });
  it("are refused with what to do instead", () => {
    expect(() => readOptions(["--lna"], {})).toThrow(Advice);
    for (const PORT of ["0", "65536", "3000x", "-1", "1.5"]) {
      expect(() => readOptions([], { PORT }), PORT).toThrow("PORT must be a number from 1 to 65535");
    }
  });
});
