import { Lost } from "@/app/_server/lost";
import { PublicFrame } from "@/app/_server/public-frame";

export default function NotFound() {
  return (
    <PublicFrame>
      <Lost />
    </PublicFrame>
  );
}
