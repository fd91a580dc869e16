import Link from "next/link";
import type { ReactNode } from "react";
import { TraceMark } from "@/components/ui/trace-mark";
import type { NavGroup } from "./nav";
import { Navigation } from "./navigation";
import { KeptPage, WhileOffline } from "./while-offline";
import "./shell.css";
import "./parts.css";
import "./table.css";

export interface ShellWords {
  readonly name: string;
  readonly skip: string;
  readonly places: string;
  readonly menu: string;
  readonly demo: string;
}

interface WorkplaceShellProps {
  /** Where the navigation stands on a wide screen: beside the page, or above it where the page is a picture. */
  nav: "side" | "top";
  groups: readonly NavGroup[];
  organisation: string;
  /** One line under its name: what it is. */
  about: string;
  demo: boolean;
  words: ShellWords;
  /** The search field that opens the palette. */
  find: ReactNode;
  /** At the foot of the navigation: the ledger, the person, language, light or dark, the way out. */
  foot: ReactNode;
  children: ReactNode;
}

/** The frame of every page behind the sign-in: who I am, where I am, what I can find, and the page itself. */
export function WorkplaceShell(props: WorkplaceShellProps) {
  const { nav, groups, organisation, about, demo, words, find, foot, children } = props;
  const menu = (
    <>
      <p className="wp-org">
        <b>{organisation}</b>
        <span>{about}</span>
      </p>
      <Navigation groups={groups} label={words.places} />
      <div className="wp-foot">{foot}</div>
    </>
  );
  return (
    <KeptPage>
      <div className="wp" data-nav={nav}>
        <a className="skip" href="#main">
          {words.skip}
        </a>
        <aside className="wp-side">
          <div>
            <Brand name={words.name} />
            {menu}
          </div>
        </aside>
        <div className="wp-body">
          <header className="wp-bar">
            <Brand name={words.name} />
            {nav === "top" ? <Navigation groups={groups.slice(0, 1)} label={words.places} /> : null}
            {find}
            {demo ? <span className="site-demo">{words.demo}</span> : null}
            <button type="button" className="wp-btn wp-menu-button" popoverTarget="wp-menu">
              {words.menu}
            </button>
          </header>
          <div id="wp-menu" className="wp-menu" popover="auto">
            {menu}
          </div>
          <main id="main" className="wp-page">
            {children}
            <WhileOffline />
          </main>
        </div>
      </div>
    </KeptPage>
  );
}

function Brand({ name }: { name: string }) {
  return (
    <Link className="wp-brand" href="/" prefetch={false}>
      <TraceMark />
      <span>{name}</span>
    </Link>
  );
}
