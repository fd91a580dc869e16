"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { type ConfirmedRun, confirmedRuns, forgetRun, keepRun } from "@/components/device/device-store";
import { useSigner } from "@/components/device/use-signer";
import { typesOf } from "./allowed";
import { JobSigner } from "./job-signer";
import type { JobActions, StartAnswer } from "./job-view";
import { RunDialog, type RunQuestion } from "./run-dialog";
import { sendFile } from "./send-file";
import { type RunOutcome, type Runs, RunsContext } from "./use-runs";

interface RunsProviderProps {
  actions: JobActions;
  children: ReactNode;
}

interface Asked {
  readonly run: RunQuestion;
  answer(yes: boolean): void;
}

/** Long work for everything inside: what a person confirms here this browser signs, whichever page is open. */
export function RunsProvider({ actions, children }: RunsProviderProps) {
  const { owner, deviceKey } = useSigner();
  const [asked, setAsked] = useState<Asked>();
  const [runs, setRuns] = useState<readonly ConfirmedRun[]>([]);
  const [objections, setObjections] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    const isMine = (run: ConfirmedRun) => run.accountId === owner.accountId && run.market === owner.market;
    void confirmedRuns().then(
      (all) => setRuns(all.filter(isMine)),
      () => undefined,
    );
  }, [owner]);

  const begin = useCallback(
    async (run: RunQuestion, send: (keyId: string) => Promise<StartAnswer>): Promise<RunOutcome> => {
      const keyId = await deviceKey();
      if (keyId === undefined) return { state: "cancelled" };
      const types = typesOf(run);
      const isConfirmed =
        types.length === 0 || (await new Promise<boolean>((answer) => setAsked({ run, answer })));
      if (!isConfirmed) return { state: "cancelled" };
      const answer = await send(keyId).catch((): StartAnswer => ({ ok: false, code: "unavailable" }));
      if (!answer.ok) return { state: "refused", code: answer.code };
      const { accountId, market } = owner;
      const confirmed = { job: answer.job, accountId, market, keyId, types, month: run.month };
      await keepRun(confirmed);
      setObjections(({ [answer.job]: _, ...others }) => others);
      setRuns((known) => [...known.filter(({ job }) => job !== answer.job), confirmed]);
      return { state: "started", job: answer.job };
    },
    [deviceKey, owner],
  );

  const value = useMemo<Runs>(
    () => ({
      start: (wish, kwh) => begin({ ...wish, kwh }, (keyId) => actions.start(keyId, wish)),
      importFile: (wish) => begin({ name: "import", form: wish.form }, (keyId) => sendFile(keyId, wish)),
      resume: (run) => begin(run, (keyId) => actions.resume(keyId, run.id)),
      cancel: (job) => actions.cancel(job),
      objections,
      here: runs.map(({ job }) => job),
    }),
    [begin, actions, objections, runs],
  );

  return (
    <RunsContext.Provider value={value}>
      {children}
      {runs.map((run) => (
        <JobSigner
          key={run.job}
          run={run}
          onEnd={(end) => {
            if (end === "over") void forgetRun(run.job);
            else setObjections((known) => ({ ...known, [run.job]: end }));
            setRuns((known) => known.filter(({ job }) => job !== run.job));
          }}
        />
      ))}
      {asked === undefined ? null : (
        <RunDialog
          run={asked.run}
          organisation={owner.organisation}
          onDone={(yes) => {
            setAsked(undefined);
            asked.answer(yes);
          }}
        />
      )}
    </RunsContext.Provider>
  );
}
