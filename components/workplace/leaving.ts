const LEAVING = "lvji:leaving";

/** Whether nothing on the page minds being left for `href`; what minds asks, and goes there itself. */
export function mayLeave(href: string): boolean {
  return window.dispatchEvent(new CustomEvent(LEAVING, { detail: href, cancelable: true }));
}

/** Asks `minds` of every way out that only the page knows of; what it answers true for is not taken. */
export function onLeaving(minds: (href: string) => boolean): () => void {
  const asked = (event: Event) => {
    if (event instanceof CustomEvent && typeof event.detail === "string" && minds(event.detail))
      event.preventDefault();
  };
  window.addEventListener(LEAVING, asked);
  return () => window.removeEventListener(LEAVING, asked);
}
