import { bendLast, first, kwhOf, type Lie, latestFree, pathOf, setReading, sharing } from "./test-lies";

/** For tests: lies about where energy came from and went. */
export const energyLies: readonly Lie[] = [
  {
    name: "a reading that was not read",
    check: "reading",
    code: "reading-root",
    also: ["balance", "consumption"],
    bend: (bundle) => {
      const reading = first(kwhOf(bundle).readings);
      reading.wh += 1;
    },
  },
  {
    name: "a day of another month",
    check: "reading",
    code: "reading-root",
    also: ["balance", "consumption"],
    forge: (forger) => {
      const reading = first(kwhOf(forger.bundle).readings);
      forger.entry(reading.anchor).payload.day = 20_260_101;
    },
  },
  {
    name: "a curve that another grid company anchored",
    check: "reading",
    code: "meter",
    also: ["balance", "consumption", "keys"],
    forge: (forger, world) => {
      const reading = first(kwhOf(forger.bundle).readings);
      forger.entry(reading.anchor).payload.grid = world.market.regulator.code;
    },
  },
  {
    name: "the plant's reading left out",
    check: "reading",
    code: "missing",
    also: ["balance"],
    bend: (bundle) => {
      const kwh = kwhOf(bundle);
      kwh.readings = kwh.readings.filter(({ meter }) => meter.slice(9, 11) === "00");
    },
  },
  {
    name: "a reading that was anchored after the settlement",
    check: "reading",
    code: "altered",
    forge: (forger) => {
      const reading = first(kwhOf(forger.bundle).readings);
      const anchor = forger.entry(reading.anchor);
      const late = latestFree(forger);
      for (const day of forger.days) if (day.anchor === anchor.index) day.anchor = late;
      for (const one of kwhOf(forger.bundle).readings) if (one.anchor === anchor.index) one.anchor = late;
      anchor.index = late;
    },
  },
  {
    name: "a plant that sent more than it could sell",
    check: "balance",
    code: "oversold",
    also: ["settlement"],
    forge: (forger) => {
      forger.entry(forger.line(0).settle).result.G = 5;
      forger.freeze(forger.line(0).values.plant, (numbers) => {
        numbers.splice(0, 3, 5, 0, 5);
      });
    },
  },
  {
    name: "a line that counts as less in the plant's sum",
    check: "balance",
    code: "oversold",
    forge: (forger) => {
      forger.line(0).sumWh = 1;
    },
  },
  {
    name: "one Wh of generation twice",
    check: "balance",
    code: "offsets",
    month: true,
    forge: (forger) => {
      const { at, segments } = sharing(forger);
      const offset = (segments[at] ?? "").slice(32, 44);
      const next = segments[at + 1] ?? "";
      segments[at + 1] = `${next.slice(0, 32)}${offset}${next.slice(44)}`;
    },
  },
  {
    name: "two lines on one Wh of generation",
    check: "balance",
    code: "offsets",
    month: true,
    forge: (forger) => {
      // K5 is of the same plant: put where K1 stands.
      const places = new Map(
        forger.line(0).segments.map((segment) => [segment.slice(0, 4), segment.slice(32, 44)]),
      );
      const { segments } = forger.line(3);
      segments.forEach((segment, at) => {
        const offset = places.get(segment.slice(0, 4));
        if (offset) segments[at] = `${segment.slice(0, 32)}${offset}${segment.slice(44)}`;
      });
    },
  },
  {
    name: "more than the plant's meters read",
    check: "balance",
    code: "reading-exceeded",
    forge: (forger) => setReading(forger, "production", 0),
  },
  {
    name: "a plant that could sell more than its meters read",
    check: "balance",
    code: "sum",
    month: true,
    forge: (forger) => {
      const { settle, values } = forger.line(1);
      forger.entry(settle).result.G = 2 ** 40;
      forger.freeze(values.plant, (numbers) => {
        numbers.splice(0, 3, 2 ** 40, 0, 2 ** 40);
      });
    },
  },
  {
    name: "a plant settled with another G than its month was frozen with",
    check: "balance",
    code: "oversold",
    forge: (forger) => {
      forger.entry(forger.line(1).settle).result.G = 2 ** 40;
    },
  },
  {
    name: "one of a plant's meters left out",
    check: "reading",
    code: "missing",
    also: ["balance"],
    bend: (bundle) => {
      const kwh = kwhOf(bundle);
      const isWind = ({ meter }: { meter: string }) => meter.slice(9, 11) === "W1";
      const { meter } = first(kwh.readings.filter(isWind));
      kwh.readings = kwh.readings.filter((reading) => reading.meter !== meter);
    },
  },
  {
    name: "a frozen input that was never frozen",
    check: "balance",
    code: "reading-root",
    also: ["reading"],
    bend: ({ inputs }) => {
      const input = first(inputs);
      input.leaf = input.leaf.replace("]]", ',"M"]]');
    },
  },
  {
    name: "a loss that is not the channel's",
    check: "channels",
    code: "channel-loss",
    forge: (forger) => {
      forger.record(first(pathOf(forger)).channel).lossPpm = 1;
    },
  },
  {
    name: "channels that do not meet",
    check: "channels",
    code: "channel-path",
    forge: (forger) => {
      forger.record(first(pathOf(forger)).channel).toProvince = "41";
    },
  },
  {
    name: "energy that came from nowhere on the way",
    check: "channels",
    code: "loss-sum",
    also: ["settlement"],
    forge: (forger) => {
      const line = forger.line(0);
      line.values.sentWh = Number(line.values.sentWh) - 1;
      bendLast(line.segments, 20, -1);
    },
  },
  {
    name: "more than the unit's meters read",
    check: "consumption",
    code: "reading-exceeded",
    forge: (forger) => setReading(forger, "consumption", 0),
  },
  {
    name: "a month that does not add up to U",
    check: "consumption",
    code: "sum",
    month: true,
    forge: (forger) => {
      const day = forger.days.find(({ meter }) => meter.slice(9, 11) === "00");
      if (day) day.wh[0] = (day.wh[0] ?? 0) + 1_000;
    },
  },
  {
    name: "the unit's readings left out though the holder opened them",
    check: "consumption",
    code: "missing",
    bend: (bundle) => {
      const kwh = kwhOf(bundle);
      kwh.readings = kwh.readings.filter(({ meter }) => meter.slice(9, 11) !== "00");
    },
  },
  {
    name: "a segment that was not traced",
    check: "segment",
    code: "segment-root",
    bend: (bundle) => {
      const { range } = kwhOf(bundle);
      range.masks[0] = "00".repeat(16);
    },
  },
  {
    name: "a line's month shown in part",
    check: "segment",
    code: "missing",
    also: ["reading", "balance", "consumption"],
    month: true,
    bend: (bundle) => void bundle.month?.ranges.pop(),
  },
  {
    name: "a matched part that the segments do not give",
    check: "segment",
    code: "sum",
    also: ["line"],
    month: true,
    forge: (forger) => {
      forger.line(0).coincidentWh += 1;
    },
  },
  {
    name: "another kWh than asked for",
    check: "kwh",
    code: "kwh-range",
    trust: (trust) => ({ ...trust, kwh: 8 }),
  },
  {
    name: "no kWh though one was asked for",
    check: "kwh",
    code: "missing",
    bend: (bundle) => {
      delete bundle.kwh;
    },
  },
  {
    name: "a kWh beyond the certificate",
    check: "kwh",
    code: "kwh-range",
    also: ["reading", "balance", "consumption"],
    bend: (bundle) => {
      kwhOf(bundle).n = 1_000_000;
    },
    trust: ({ kwh: _, ...trust }) => trust,
  },
  {
    name: "segments that do not end where their line does",
    check: "segment",
    code: "sum",
    also: ["reading", "balance", "consumption"],
    month: true,
    forge: (forger) => bendLast(forger.line(1).segments, 8, 1),
  },
];
