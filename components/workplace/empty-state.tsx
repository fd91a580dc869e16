import type { ReactNode } from "react";

interface EmptyStateProps {
  title: ReactNode;
  /** What will be here, and when. */
  children: ReactNode;
  /** The first step. */
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="wp-empty">
      <h2>{title}</h2>
      <p>{children}</p>
      {action === undefined ? null : <div className="wp-tools">{action}</div>}
    </div>
  );
}
