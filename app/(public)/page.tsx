import { homeView } from "@/app/_server/home";
import { Words } from "@/app/_server/words";
import { FirstSteps } from "@/components/home/first-steps";
import { Hero } from "@/components/home/hero";
import { KwhWay } from "@/components/home/kwh-way";
import { Newcomer } from "@/components/home/newcomer";
import { SampleStack } from "@/components/home/sample-stack";

/** The house explains itself by letting the visitor check something at once. */
export default async function HomePage() {
  const { samples, paths, story, ledger } = await homeView();
  const members = ledger.members.length;
  if (samples.length === 0) {
    return (
      <Words of={["scan"]}>
        <Hero members={members} />
        <FirstSteps entries={ledger.size} />
      </Words>
    );
  }
  return (
    <Words of={["home", "scan", "certificate", "ledger"]}>
      <Hero members={members}>
        <SampleStack samples={samples} />
      </Hero>
      {story !== undefined && <KwhWay claimed={story} paths={paths} ledger={ledger} />}
      <Newcomer />
    </Words>
  );
}
