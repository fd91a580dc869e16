import type { ReactNode } from "react";

/** Glyphs, drawn for this project on a 16 px grid. They always stand beside words and are hidden from screen readers. */
const stroke = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.5,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

const rays = [0, 45, 90, 135, 180, 225, 270, 315];

const shapes = {
  solar: (
    <>
      <circle cx="8" cy="8" r="3" fill="currentColor" />
      {rays.map((angle) => (
        <path key={angle} {...stroke} d="M8 1v2.2" transform={`rotate(${angle} 8 8)`} />
      ))}
    </>
  ),
  wind: (
    <>
      <path {...stroke} strokeWidth={1.2} d="M8 7.4v7.9" />
      {/* Turned off the upright, so that blades and mast are not taken for an arrow. */}
      {[35, 155, 275].map((angle) => (
        <path
          key={angle}
          d="M8 6.4C6.4 4.9 6.7 2.2 8 .2c.8 1.9 1.1 4.4 0 6.2z"
          fill="currentColor"
          transform={`rotate(${angle} 8 6.4)`}
        />
      ))}
      <circle cx="8" cy="6.4" r="1.2" fill="currentColor" />
    </>
  ),
  hydro: <path {...stroke} d="M1.5 5c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0M1.5 11c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0" />,
  biomass: (
    <path
      {...stroke}
      d="M8 15V8.5M8 9C4.6 9 2.8 7 2.6 3.4 6.2 3.6 8 5.4 8 9zm0-2c.2-2.9 1.8-4.6 5.2-4.8C13.2 5.6 11.4 7 8 7z"
    />
  ),
  geo: (
    <path
      {...stroke}
      d="M4 10c-1.8-2 1.8-3.4 0-6M8 10c-1.8-2 1.8-3.4 0-6M12 10c-1.8-2 1.8-3.4 0-6M2 13.5h12"
    />
  ),
  ocean: (
    <path
      {...stroke}
      d="M1.5 12.5h13M2.5 12.5C2.5 6.5 6 3 11 3c-2.6 1.3-3.4 3.3-2.4 5 .8 1.4 2.7 1.5 3.9.6"
    />
  ),
  mixed: <path {...stroke} d="M8 1.5v13M1.5 8h13M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z" />,
  trade: <path {...stroke} d="M2 5.5h11M10 2.5l3 3-3 3M14 10.8H3M6 7.8l-3 3 3 3" />,
  transmission: (
    <path
      {...stroke}
      strokeWidth={1.3}
      d="M4.5 15L7.2 1.3h1.6L11.5 15M2 6h12M3.2 9.5h9.6M5.8 9.5l5.2 4M10.2 9.5l-5.2 4"
    />
  ),
  consumption: <path {...stroke} d="M5.5 1.5v4M10.5 1.5v4M3.5 5.5h9v2.2a4.5 4.5 0 0 1-9 0zM8 12.2v3" />,
  settlement: <path {...stroke} d="M3 4h10M3 10.5h10M3 13.5h10" />,
  chevron: <path {...stroke} d="M4 6l4 4 4-4" />,
  turn: <path {...stroke} d="M13.5 8a5.5 5.5 0 1 1-1.9-4.2M11.8 1v3.2H8.6" />,
  download: <path {...stroke} d="M8 2v9M4.5 7.8L8 11.3l3.5-3.5M3 14h10" />,
  print: <path {...stroke} d="M4.5 6V1.5h7V6M4 12H2V6h12v6h-2M4.5 10h7v4.5h-7z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name, className = "glyph" }: { name: IconName; className?: string }) {
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}
