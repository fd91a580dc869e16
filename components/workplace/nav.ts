/** One place of the navigation; `count` is shown raised beside it, "…" while it is not known. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly count?: string;
}

export interface NavGroup {
  readonly title?: string;
  readonly items: readonly NavItem[];
}
