"use client";

import type { ReactNode } from "react";
import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { Icon } from "@/components/ui/icons";
import { alertPlace, provinceByCode } from "./cartogram";

export interface DiscLook {
  readonly key: string;
  readonly at: string | undefined;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly label: string;
}

/** Where pressing leads and what pointing tells. */
export interface Reach {
  hrefOf: (at: string) => string;
  onPick: (at: string) => void;
  onTell: (label: string) => void;
}

interface DiscProps extends Reach {
  disc: DiscLook;
  at: string;
}

export function Disc({ disc, at, ...reach }: DiscProps) {
  const { x, y } = disc;
  const source = sourceOf(disc.type);
  const r = disc.count > 1 ? 10 : 7.5;
  const drawn = (
    <g className="disc source-glyph" data-source={source} data-here={disc.at === at}>
      <circle cx={x} cy={y} r={r} />
      <svg x={x - 5} y={y - 5} width={10} height={10} aria-hidden="true">
        <Icon name={iconOf(source)} className="" />
      </svg>
      {disc.count > 1 ? (
        <text x={x} y={y + 20}>
          {disc.count}
        </text>
      ) : null}
    </g>
  );
  if (disc.at === undefined)
    return (
      <g>
        <title>{disc.label}</title>
        {drawn}
      </g>
    );
  return (
    <Target {...reach} place={disc.at} says={disc.label}>
      {drawn}
    </Target>
  );
}

interface AlertProps {
  province: string;
  count: number;
  href: string;
  label: string;
}

/** How many things of a province wait for a reason, at the cell's upper corner. */
export function Alert({ province, count, href, label }: AlertProps) {
  const place = provinceByCode(province);
  if (place === undefined) return null;
  const { x, y } = alertPlace(place);
  return (
    <a href={href} className="alert target" aria-label={label}>
      <title>{label}</title>
      <path d={`M${x} ${y - 11}L${x + 11} ${y}L${x} ${y + 11}L${x - 11} ${y}Z`} />
      <text x={x} y={y + 4}>
        {count}
      </text>
    </a>
  );
}

interface TargetProps extends Reach {
  place: string;
  says: string;
  children: ReactNode;
}

/** Something on the map that one can go to, by pointer or by key. */
export function Target({ place, says, hrefOf, onPick, onTell, children }: TargetProps) {
  return (
    <a
      href={hrefOf(place)}
      className="target"
      aria-label={says}
      data-at={place}
      onClick={(event) => {
        event.preventDefault();
        onPick(place);
      }}
      onPointerEnter={() => onTell(says)}
      onPointerLeave={() => onTell("")}
      onFocus={() => onTell(says)}
      onBlur={() => onTell("")}
    >
      {children}
    </a>
  );
}
