// npm run scale: fills the view of a demonstration market with a large made-up one, to see how the pages fare.
import { start } from "./launch.mjs";

await start("scripts/scale.ts");
