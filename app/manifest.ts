import type { MetadataRoute } from "next";

/** The verifier as an application of its own on the device. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "绿迹 Lüji",
    short_name: "绿迹",
    start_url: "/verify",
    display: "standalone",
    background_color: "#f8faf6",
    theme_color: "#f8faf6",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
