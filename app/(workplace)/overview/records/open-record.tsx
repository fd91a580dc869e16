import { dayDetail } from "@/app/_server/records/day-detail";
import { lineDetail } from "@/app/_server/records/line-detail";
import type { Reading } from "@/app/_server/records/listing";
import { DayGrid, EntryList, MeterList } from "@/components/records/evidence-lists";
import { LineArithmetic } from "@/components/records/line-arithmetic";
import { RecordDrawer } from "@/components/records/record-drawer";

/** The record `r` of the address names, over its list. */
export async function OpenRecord({ reading }: { reading: Reading }) {
  return reading.asked.kind === "readings" ? OpenDay({ reading }) : OpenLine({ reading });
}

async function OpenLine({ reading }: { reading: Reading }) {
  const { asked, say } = reading;
  const detail = await lineDetail(reading, asked.r);
  if (detail === undefined) return null;
  const { number, about, figures, entries, meters } = detail;
  const title = say("drawer.line", { number });
  return (
    <RecordDrawer title={title}>
      <Head title={title} about={about} />
      {figures === undefined ? null : <LineArithmetic figures={figures} />}
      <MeterList
        title={say("drawer.readings")}
        lead={say("drawer.readingsLead")}
        see={say("drawer.seeDays")}
        meters={meters}
      />
      <EntryList title={say("drawer.entries")} entries={entries} />
    </RecordDrawer>
  );
}

async function OpenDay({ reading }: { reading: Reading }) {
  const detail = await dayDetail(reading, reading.asked.r);
  if (detail === undefined) return null;
  const { title, about, readings, entries } = detail;
  return (
    <RecordDrawer title={title}>
      <Head title={title} about={about} />
      <EntryList title={reading.say("drawer.entries")} entries={entries} />
      <DayGrid title={reading.say("drawer.intervals")} readings={readings} />
    </RecordDrawer>
  );
}

function Head({ title, about }: { title: string; about: readonly string[] }) {
  return (
    <div className="rec-head">
      <h2>{title}</h2>
      {about.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
