/** What a text may hold (protocol §1): NFC, code points assigned in Unicode 15.0, no lone surrogate, no U+0000. */
import { isAssigned } from "./unicode15";

export type TextProblem = "nul" | "surrogate" | "unassigned" | "nfc";

/** Why `text` is refused, or undefined. */
export function textProblem(text: string): TextProblem | undefined {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0) return "nul";
    // Everything below U+0300 is assigned but U+0000 is no text, and stands for itself in NFC.
    if (unit >= 0x300) return wideProblem(text);
  }
  return undefined;
}

function wideProblem(text: string): TextProblem | undefined {
  let settled = true;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i) ?? 0;
    if (codePoint === 0) return "nul";
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) return "surrogate";
    if (codePoint > 0xffff) i++;
    if (codePoint < 0x300 || isIdeograph(codePoint)) continue;
    if (!isAssigned(codePoint)) return "unassigned";
    settled = false;
  }
  // Normalisation of assigned characters never changes again (Unicode stability policy): the runtime's version
  // of NFC is ours once everything in the text is assigned in 15.0.
  return settled || text.normalize("NFC") === text ? undefined : "nfc";
}

/** CJK unified ideographs: assigned without a gap, and neither composed nor decomposed by NFC. */
function isIdeograph(codePoint: number): boolean {
  return codePoint >= 0x4e00 && codePoint <= 0x9fff;
}
