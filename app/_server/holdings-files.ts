import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import pLimit from "p-limit";
import { drawCertificate } from "@/app/(public)/c/[code]/certificate.pdf/draw";
import { mostInArchive } from "@/components/holdings/holding-view";
import type { Viewer } from "@/lib/auth/viewer";
import { utf8 } from "@/lib/crypto/bytes";
import { csvText } from "@/lib/files/csv";
import type { ArchiveFile } from "@/lib/files/zip";
import { buildBundle } from "@/lib/proof/build/bundle";
import { localTime } from "@/lib/units/interval";
import { certificateSummary } from "./claims";
import { holdingsInParts } from "./holdings";
import { market } from "./market";
import { provinceName } from "./province-name";
import { Remembered } from "./remembered";

/** As whom a bundle is opened: the holder's own sight of it, or what anybody who scans it gets. */
export type SeenAs = "holder" | "visitor";

/** The named certificates as a table of figures for spreadsheets. */
export async function holdingsCsv(person: Viewer, codes: readonly string[]): Promise<string> {
  const t = await getTranslations("holdings");
  const header = (
    ["code", "month", "unit", "plants", "kwh", "status", "level", "version", "hash"] as const
  ).map((name) => t(`csv.${name}`));
  const lines: (string | number)[][] = [];
  for await (const rows of holdingsInParts(person, codes)) {
    for (const { code, month, unitName, plants, settledKwh, status, level, version, hash } of rows) {
      const names = plants.map(({ name }) => name).join("; ");
      lines.push([
        ...[code, month, unitName, names, settledKwh],
        ...[t(`status.${status}`), t(`level.${level}`), version, hash],
      ]);
    }
  }
  return csvText(header, lines);
}

/** One archive's share of the codes: the `part`-th, from 0. */
export function archivePart(codes: readonly string[], most: number, part: number): readonly string[] {
  return codes.slice(part * most, (part + 1) * most);
}

export async function* bundleFiles(codes: readonly string[], as: SeenAs): AsyncGenerator<ArchiveFile> {
  const { source } = await market();
  for (const code of codes.slice(0, mostInArchive.bundles)) {
    const answer = await buildBundle(source, { code, viewer: as });
    if (answer.ok) yield { name: `${code}.json`, bytes: utf8(JSON.stringify(answer.bundle)) };
  }
}

/** Fonts of eight megabytes are cut to size for each: drawn once, one at a time. */
const drawn = new Remembered<Uint8Array>(400, 1);
const oneArchive = pLimit(2);

/** The certificates on paper, as anybody may see them. Call inside the request: its language is the reader's. */
export async function paperFiles(codes: readonly string[]): Promise<AsyncGenerator<ArchiveFile>> {
  const [locale, t, province] = [await getLocale(), await getTranslations("paper"), await provinceName()];
  const words = (key: string, values?: Record<string, string | number>) => t(key, values);
  const draw = async (code: string): Promise<Uint8Array | undefined> => {
    const summary = await certificateSummary(code);
    if (summary === undefined) return undefined;
    const { figures, standing } = summary;
    const { year, month, day } = localTime(figures.issuedAt);
    const issuedOn = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
    return drawn.get(`${figures.hash}/${figures.level}/${standing}/${locale}`, () =>
      drawCertificate({ summary, words, province, issuedOn }),
    );
  };
  async function* files(): AsyncGenerator<ArchiveFile> {
    for (const code of codes.slice(0, mostInArchive.papers)) {
      const bytes = await oneArchive(() => draw(code));
      if (bytes !== undefined) yield { name: `${code}.pdf`, bytes, packed: true };
    }
  }
  return files();
}
