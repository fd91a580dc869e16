/** The files a market is filled with, in the order they build on each other. */
export const FILE_FORMS = [
  "participants",
  "plants",
  "units",
  "channels",
  "meters",
  "contracts",
  "curves",
  "mechanism",
] as const;
export type FileForm = (typeof FILE_FORMS)[number];

/** How many of a form's things the market has, as far as they can be counted. */
export type FormCounts = Readonly<Partial<Record<FileForm, number>>>;
