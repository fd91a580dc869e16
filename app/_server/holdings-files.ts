import "server-only";
import { getTranslations } from "next-intl/server";
import pLimit from "p-limit";
import type { HoldingView } from "@/components/holdings/holding-view";
import type { Viewer } from "@/lib/auth/viewer";
import { utf8 } from "@/lib/crypto/bytes";
import { csvLine, csvText } from "@/lib/files/csv";
import { streamOf } from "@/lib/files/stream";
import type { ArchiveFile } from "@/lib/files/zip";
import { buildBundle } from "@/lib/proof/build/bundle";
import { certificatePapers } from "./certificate-paper";
import type { SeenAs } from "./claims";
import { holdingsInParts } from "./holdings";
import { market } from "./market";

const columns = ["code", "month", "unit", "plants", "kwh", "status", "level", "version", "hash"] as const;

/** The named certificates as a table of figures for spreadsheets, written as it is read: there may be very many. */
export async function holdingsCsv(
  person: Viewer,
  codes: readonly string[],
): Promise<ReadableStream<Uint8Array>> {
  const t = await getTranslations("holdings");
  const lineOf = ({ code, month, unitName, plants, settledKwh, ...row }: HoldingView): string =>
    csvLine([
      ...[code, month, unitName, plants.map(({ name }) => name).join("; "), settledKwh],
      ...[t(`status.${row.status}`), t(`level.${row.level}`), row.version, row.hash],
    ]);
  async function* parts(): AsyncGenerator<Uint8Array> {
    yield utf8(
      csvText(
        columns.map((name) => t(`csv.${name}`)),
        [],
      ),
    );
    for await (const rows of holdingsInParts(person, codes)) yield utf8(rows.map(lineOf).join(""));
  }
  return streamOf(parts());
}

/** One archive's share of the codes: the `part`-th, from 0. */
export function archivePart(codes: readonly string[], most: number, part: number): readonly string[] {
  return codes.slice(part * most, (part + 1) * most);
}

const oneArchive = pLimit(2);

/**
 * Proofs or papers of the codes, one file each. What could not be made is listed in a file of its own: nothing is
 * missing in silence. Call inside the request: its language is the reader's.
 */
export async function archiveFiles(
  what: "papers" | "bundles",
  codes: readonly string[],
  seenAs: SeenAs,
): Promise<AsyncGenerator<ArchiveFile>> {
  const make = what === "papers" ? await papers(seenAs) : await bundles(seenAs);
  async function* files(): AsyncGenerator<ArchiveFile> {
    const missing: string[] = [];
    for (const code of codes) {
      const file = await oneArchive(() => make(code));
      if (file === undefined) missing.push(code);
      else yield file;
    }
    if (missing.length > 0)
      yield { name: "MISSING.txt", bytes: utf8(missing.map((code) => `${code}\n`).join("")) };
  }
  return files();
}

type Maker = (code: string) => Promise<ArchiveFile | undefined>;

async function bundles(seenAs: SeenAs): Promise<Maker> {
  const { source } = await market();
  return async (code) => {
    const answer = await buildBundle(source, { code, viewer: seenAs });
    return answer.ok ? { name: `${code}.json`, bytes: utf8(JSON.stringify(answer.bundle)) } : undefined;
  };
}

/** A holder's own copies say so in their names too: they are not to be taken for the public ones. */
async function papers(seenAs: SeenAs): Promise<Maker> {
  const draw = await certificatePapers(seenAs);
  const ending = seenAs === "holder" ? "-own-record.pdf" : ".pdf";
  return async (code) => {
    const paper = await draw(code);
    return paper && { name: `${code}${ending}`, bytes: paper.bytes, packed: true };
  };
}
