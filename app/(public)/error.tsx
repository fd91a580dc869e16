"use client";

import { Broken } from "@/components/shell/broken";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return <Broken error={error} reset={reset} />;
}
