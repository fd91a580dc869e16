"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ProgressBar } from "@/components/workplace/progress-bar";

interface AddingProps {
  label: string;
  /** Finished months that are added up, of all. */
  done: number;
  total: number;
}

const ASK_EVERY_MS = 1_000;

/** While months are being added up for the first time: how far it is, until the page can be made. */
export function Adding({ label, done, total }: AddingProps) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return <ProgressBar label={label} done={done} total={total} />;
}
