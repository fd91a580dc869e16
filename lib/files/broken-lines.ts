export interface BrokenLine {
  readonly text: string;
  readonly width: number;
}

/** A line ends at a blank where it can, else between any two characters. Nothing is left out. */
export function brokenLines(
  text: string,
  room: number,
  widthOf: (character: string) => number,
): BrokenLine[] {
  const lines: BrokenLine[] = [];
  let line = "";
  let width = 0;
  let blank = -1;
  for (const character of text) {
    const more = widthOf(character);
    if (width + more > room && line !== "") {
      const cut = blank > 0 && character !== " " ? blank : line.length;
      const rest = line.slice(cut).trimStart();
      lines.push(measured(line.slice(0, cut).trimEnd(), widthOf));
      line = rest;
      width = measured(rest, widthOf).width;
      blank = -1;
    }
    if (line === "" && character === " ") continue;
    if (character === " ") blank = line.length;
    line += character;
    width += more;
  }
  return line === "" ? lines : [...lines, measured(line, widthOf)];
}

function measured(text: string, widthOf: (character: string) => number): BrokenLine {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return { text, width };
}
