import type { ReactNode } from "react";

interface NoticeProps {
  /** `wrong` for what failed, `notice` for what needs a look, `plain` for what is good to know. */
  look?: "plain" | "notice" | "wrong";
  children: ReactNode;
}

/** Says what happened, what it means and what to do; stays until it no longer holds. */
export function Notice({ look = "plain", children }: NoticeProps) {
  return (
    <div className="wp-notice" data-look={look} role={look === "wrong" ? "alert" : "status"}>
      {children}
    </div>
  );
}
