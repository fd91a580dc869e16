"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

interface WhenSeenProps {
  /** Kept free until then, so that nothing jumps. */
  minHeight: string;
  children: () => ReactNode;
}

/** Renders its children only when they are about to be seen: maps and charts cost nothing before. */
export function WhenSeen({ minHeight, children }: WhenSeenProps) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null || seen) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      { rootMargin: "240px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return (
    <div ref={box} style={{ minHeight }}>
      {seen && children()}
    </div>
  );
}
