import { Lost } from "@/app/_server/lost";

export default function NotFound() {
  return <Lost />;
}
