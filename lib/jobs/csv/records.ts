/**
 * CSV as RFC 4180 writes it, read as a stream: records with the physical line they begin on.
 * A byte-order mark and CRLF are fine; anything else that is not the form's is refused, never guessed.
 */
import { createReadStream } from "node:fs";

/** One record; `malformed` says what is wrong with its quotes: its fields are then cut at every comma, as they stand. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  readonly malformed?: string;
}

export type FileCode = "missing" | "utf-8" | "header" | "line-length";

/** The file as a whole cannot be read: nothing of it enters the market. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";

  constructor(
    readonly code: FileCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** A physical line, and a record that runs over several, is at most this long (formats, "Files in": 1 MB). */
export const MAX_LINE_BYTES = 1_000_000;

/** The records of the file, in the chunks they were read in. Throws UnreadableFile. */
export async function* readRecords(path: string): AsyncGenerator<CsvRecord[]> {
  const splitter = new RecordSplitter();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      if (chunk instanceof Uint8Array) yield splitter.push(decode(decoder, chunk));
    }
    yield splitter.push(decode(decoder));
    yield splitter.end();
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause;
    throw new UnreadableFile("missing", `${path} cannot be read`, { cause });
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new UnreadableFile("utf-8", "the file is not UTF-8 text: save it again as CSV UTF-8", { cause });
  }
}

/** Cuts text that arrives in pieces into records. */
export class RecordSplitter {
  private rest = "";
  private line = 1;
  /** The physical lines, with their endings, of a record whose quotes are still open. */
  private open: string[] = [];
  private openBytes = 0;

  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    const whole = this.rest + text;
    let from = 0;
    for (let to = whole.indexOf("\n"); to >= 0; to = whole.indexOf("\n", from)) {
      const last = to > from && whole.charCodeAt(to - 1) === 13 ? to - 1 : to;
      this.take(whole.slice(from, last), whole.slice(last, to + 1), records);
      from = to + 1;
    }
    this.rest = whole.slice(from);
    guardLength(this.rest, this.line);
    return records;
  }

  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    if (this.rest !== "") this.take(this.rest, "", records);
    this.rest = "";
    if (this.open.length > 0) {
      const line = this.line - this.open.length / 2;
      records.push(recordOf(line, { bad: "a quote is never closed" }, this.open.join("")));
    }
    return records;
  }

  /** One physical line and the characters that ended it. */
  private take(text: string, ending: string, records: CsvRecord[]): void {
    guardLength(text, this.line);
    this.line++;
    if (this.open.length > 0) this.goOn(text, ending, records);
    else if (text.includes('"')) this.begin(text, ending, records);
    else records.push({ line: this.line - 1, fields: text.split(",") });
  }

  private begin(text: string, ending: string, records: CsvRecord[]): void {
    const parsed = splitQuoted(text);
    if (parsed === "open") {
      this.open.push(text, ending);
      this.openBytes = Buffer.byteLength(text);
    } else records.push(recordOf(this.line - 1, parsed, text));
  }

  /** The record is whole when its quotes are even in number: only lines that have some are looked into. */
  private goOn(text: string, ending: string, records: CsvRecord[]): void {
    const line = this.line - 1 - this.open.length / 2;
    this.openBytes += Buffer.byteLength(text) + 1;
    if (this.openBytes > MAX_LINE_BYTES) throw tooLong(line);
    if (text.split('"').length % 2 === 1) {
      this.open.push(text, ending);
      return;
    }
    const whole = this.open.join("") + text;
    const parsed = splitQuoted(whole);
    this.open = [];
    records.push(recordOf(line, parsed === "open" ? { bad: "a quote is never closed" } : parsed, whole));
  }
}

function recordOf(line: number, parsed: string[] | { bad: string }, text: string): CsvRecord {
  if (Array.isArray(parsed)) return { line, fields: parsed };
  return { line, fields: text.split(","), malformed: parsed.bad };
}

function guardLength(text: string, line: number): void {
  if (text.length * 3 <= MAX_LINE_BYTES || Buffer.byteLength(text) <= MAX_LINE_BYTES) return;
  throw tooLong(line);
}

function tooLong(line: number): UnreadableFile {
  return new UnreadableFile("line-length", `line ${line} is longer than 1 MB`);
}

/** The fields of a record with quotes, `open` when a quoted field goes on in the next line (RFC 4180 §2.5–2.7). */
function splitQuoted(text: string): string[] | "open" | { bad: string } {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = text.charCodeAt(at) === 34;
    const end = quoted ? closingQuote(text, at + 1) : endOfPlain(text, at);
    if (end < 0) return "open";
    const field = quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end);
    if (!quoted && field.includes('"')) return { bad: "a quote inside a field that does not begin with one" };
    fields.push(field);
    at = quoted ? end + 1 : end;
    if (at === text.length) return fields;
    if (text.charCodeAt(at) !== 44) return { bad: "text after a closing quote" };
    at++;
  }
}

function endOfPlain(text: string, from: number): number {
  const comma = text.indexOf(",", from);
  return comma < 0 ? text.length : comma;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== 34) return at;
  }
  return -1;
}
