/** Reads a QR out of a picture; the library is fetched when the first picture is there. */
export async function decodePicture(picture: ImageData): Promise<string | undefined> {
  const loaded = await import("jsqr");
  // The package is CommonJS: bundlers differ in where they put its one function.
  const inner: unknown = loaded.default;
  const read = (
    typeof inner === "function" ? inner : (inner as { default: unknown }).default
  ) as typeof loaded.default;
  return read(picture.data, picture.width, picture.height)?.data;
}

/** The picture on a canvas, no side longer than `most` pixels. */
export function pixelsOf(
  source: CanvasImageSource,
  width: number,
  height: number,
  most = 1600,
): ImageData | undefined {
  const scale = Math.min(1, most / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** A chosen file's QR. Tried at two sizes: a photograph may be too sharp as well as too small. */
export async function decodeFile(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file);
  for (const most of [1600, 800, 400]) {
    const pixels = pixelsOf(bitmap, bitmap.width, bitmap.height, most);
    const text = pixels && (await decodePicture(pixels));
    if (text) return text;
  }
  return undefined;
}
