import localFont from "next/font/local";

/** Inter, preloaded: the card's one enormous number is set in it. */
export const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  variable: "--inter",
  adjustFontFallback: false,
});
