/** Answers on standard output, everything else on standard error. */
import { writeSync } from "node:fs";
import type { ProgressReport } from "@/lib/jobs/progress";

export interface Output {
  readonly isJson: boolean;
  /** The verb's answer: the value where JSON was asked for, else the text, made only then. */
  answer(value: unknown, text: () => string): void;
  note(line: string): void;
  progress(report: ProgressReport): void;
}

const PROGRESS_EVERY_MS = 200;
const STDOUT = 1;

export function openOutput(isJson: boolean): Output {
  const isTerminal = process.stderr.isTTY === true;
  let [last, stage] = [0, ""];
  return {
    isJson,
    answer(value, text) {
      writeAll(isJson ? `${JSON.stringify(value)}\n` : withLineBreak(text()));
    },
    note: (line) => void process.stderr.write(`${line}\n`),
    progress(report) {
      const now = performance.now();
      const isNewStage = report.stage !== stage;
      if (!isNewStage && now - last < (isTerminal ? PROGRESS_EVERY_MS : 5_000)) return;
      [last, stage] = [now, report.stage];
      const of = report.total > 0 ? ` / ${report.total}` : "";
      process.stderr.write(
        `${isTerminal ? "\r\u001b[K" : ""}${report.stage} ${report.done}${of}${isTerminal ? "" : "\n"}`,
      );
    },
  };
}

/** Written before the process may end, also into a pipe somebody reads slowly. */
export function writeAll(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(STDOUT, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // The reader has seen enough (`| head`): nothing is left to be done.
      if (code === "EPIPE") process.exit();
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function withLineBreak(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Columns separated by tabs, one line a row. */
export function tabbed(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.join("\t")}\n`).join("");
}
