import { chunks } from "./format";

/** A code or hash in groups, so that it can be read aloud and compared. Copying it gives it whole. */
export function GroupedText({ text, size }: { text: string; size: number }) {
  return chunks(text, size).map((group) => <span key={group.at}>{group.text}</span>);
}
