import { archiveCounter } from "@/lib/files/zip-count";

export interface DownloadWish {
  readonly what: "csv" | "papers" | "bundles";
  readonly as?: "holder" | "visitor";
  readonly part?: number;
  readonly selection: { readonly codes: readonly string[] } | { readonly query: string };
}

/** Asks for the file, tells how far it is by the files or lines in it, and hands it to the person. False where it did not come. */
export async function download(
  wish: DownloadWish,
  name: string,
  onProgress: (done: number, total: number) => void,
): Promise<boolean> {
  try {
    const answer = await fetch("/dashboard/certificates/export", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wish),
    });
    if (!answer.ok || answer.body === null) return false;
    const total = Number(answer.headers.get("x-count") ?? "0");
    const count = wish.what === "csv" ? lineCounter() : archiveCounter();
    const parts: BlobPart[] = [];
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      onProgress(Math.min(count(value), total), total);
    }
    save(new Blob(parts, { type: answer.headers.get("content-type") ?? "" }), name);
    return true;
  } catch {
    return false;
  }
}

/** Counts the lines under the header that have arrived. */
function lineCounter(): (part: Uint8Array) => number {
  let count = -1;
  return (part) => {
    for (const byte of part) if (byte === 0x0a) count++;
    return Math.max(0, count);
  };
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
