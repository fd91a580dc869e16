"use client";

import { type RefObject, useEffect, useState } from "react";
import type { KwhFigures } from "@/lib/proof/verify/figures";
import { type Anchors, type Band, bandOf, type Peel } from "./line-geometry";

export interface Measured {
  readonly wide: boolean;
  readonly width: number;
  readonly height: number;
  readonly band: Band;
  readonly anchors: Anchors;
  /** Where each stage's part of the line begins; the last is its end. */
  readonly borders: readonly number[];
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Measures where the page has put axis, stages and loss rows: again for another kWh and whenever the page's size changes. */
export function useAnchors(
  box: RefObject<HTMLDivElement | null>,
  share: number | undefined,
  kwh: KwhFigures | undefined,
  ruled: boolean,
): Measured | undefined {
  const [measured, setMeasured] = useState<Measured>();
  useEffect(() => {
    // An effect, not a layout effect: the box around this component gets its ref after its children's.
    const root = box.current;
    if (root === null) return;
    const read = (): void => setMeasured(measure(root, share, kwh, ruled));
    read();
    const observer = new ResizeObserver(read);
    observer.observe(root);
    return () => observer.disconnect();
  }, [box, share, kwh, ruled]);
  return measured;
}

function measure(
  root: HTMLElement,
  share: number | undefined,
  kwh: KwhFigures | undefined,
  ruled: boolean,
): Measured | undefined {
  const origin = root.getBoundingClientRect();
  const boxOf = (element: Element): Box => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return {
      left: left - origin.left,
      right: right - origin.left,
      top: top - origin.top,
      bottom: bottom - origin.top,
    };
  };
  const heads = [...root.querySelectorAll("[data-anchor=stage-head]")].map(boxOf);
  const header = root.querySelector("[data-anchor=path-header]");
  const axis = root.querySelector("[data-anchor=axis]");
  if (heads.length < 5 || header === null) return undefined;
  const axisBox = axis === null ? boxOf(header) : boxOf(axis);
  const strandPx = Number.parseFloat(getComputedStyle(root).getPropertyValue("--strand")) || 3.4;
  const sentWh = kwh?.sentWh ?? 1000;
  const page: Page = {
    heads,
    header: boxOf(header),
    lossRows: [...root.querySelectorAll(".acct-loss")].map(boxOf),
    gap: optional(root.querySelector("[data-anchor=gap]"), boxOf),
    foot: Math.max(...[...root.querySelectorAll(".stage")].map((stage) => boxOf(stage).bottom)),
    thumb: { x: axisBox.left + (share ?? 0) * (axisBox.right - axisBox.left), y: axisBox.bottom },
    band: bandOf(sentWh, kwh?.landedWh ?? 1000, strandPx),
    losses: (kwh?.channels ?? []).map((channel) => (channel.lossWh / 100) * strandPx),
    width: origin.width,
    ruled,
  };
  const wide = window.matchMedia("(min-width: 1360px)").matches;
  const { anchors, borders } = wide ? across(page) : down(page);
  return { wide, width: origin.width, height: origin.height, band: page.band, anchors, borders };
}

interface Page {
  readonly heads: readonly Box[];
  readonly header: Box;
  readonly lossRows: readonly Box[];
  readonly gap: Box | undefined;
  readonly foot: number;
  readonly thumb: { readonly x: number; readonly y: number };
  readonly band: Band;
  readonly losses: readonly number[];
  readonly width: number;
  readonly ruled: boolean;
}

function optional<T>(element: Element | null, read: (element: Element) => T): T | undefined {
  return element === null ? undefined : read(element);
}

const middle = (a: number, b: number): number => (a + b) / 2;

function peelsOf(page: Page, at: (row: Box, index: number) => number, rowX: (row: Box) => number): Peel[] {
  return page.losses.flatMap((lossPx, index) => {
    const row = page.lossRows[index];
    if (row === undefined || lossPx <= 0) return [];
    return [{ at: at(row, index), lossPx, rowX: rowX(row), rowY: middle(row.top, row.bottom) }];
  });
}

function down(page: Page): { anchors: Anchors; borders: number[] } {
  const dots = page.heads.map((head) => middle(head.top, head.bottom));
  const first = dots[0] ?? 0;
  const last = page.foot - 26;
  const peels = peelsOf(
    page,
    (row) => middle(row.top, row.bottom) - 44,
    (row) => row.left - 4,
  );
  return {
    anchors: {
      thumb: page.thumb,
      start: first - 124,
      open: first - 22,
      end: last,
      edge: 0,
      dots,
      peels,
      margin: 0,
      ruled: page.ruled,
      ...(page.gap === undefined ? {} : { gap: middle(page.gap.top, page.gap.bottom) + 4 }),
    },
    borders: [0, ...dots.slice(1).map((dot) => Math.round(dot - 24)), Math.ceil(last + 16)],
  };
}

function across(page: Page): { anchors: Anchors; borders: number[] } {
  const dots = page.heads.map((head, index) => head.left + (index === 0 ? 58 : 30));
  const end = page.width;
  const edge = page.header.bottom + 26;
  const column = page.heads[2];
  const peels = peelsOf(
    page,
    (_, index) => (column?.right ?? 0) - 46 - index * 10,
    () => (column?.right ?? 0) + 5,
  );
  return {
    anchors: {
      thumb: page.thumb,
      start: -40,
      open: 40,
      end,
      edge,
      dots,
      peels,
      margin: -56,
      ruled: page.ruled,
      ...(page.gap === undefined ? {} : { gap: middle(page.gap.left, page.gap.right) }),
    },
    borders: [-80, ...dots.slice(1).map((dot) => Math.round(dot - 40)), Math.ceil(end + 16)],
  };
}
