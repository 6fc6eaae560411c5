import type { Client } from '@temporalio/client';
import type { PageText, Place } from '../../src/contract/research';
import { evidenceFor, indexEvidence } from '../../src/reasoning/research/judge/evidence-index';
import { judgeByRules } from '../../src/reasoning/research/judge/judge-by-rules';
import { statementOf } from '../../src/reasoning/research/judge/statement';
import { scoreSources } from '../../src/reasoning/research/record';
import { assembleReport, claimsOf, groupSources, numberReport } from '../../src/reasoning/research/report';
import type { Lab } from '../lab';
import { ratiosOf, timed } from '../pairs';
import { plainLine, ratioLine, type Line } from '../report';
import { sourcesOf } from '../research-pages';

const sentences = 1_000;
const sources = 100;
const rounds = 5;

/** What citing, verifying and scoring take of a report of a thousand sentences over a hundred sources: no model, no store. */
export function checking(): Promise<Line[]> {
  const { pages, text, passages } = sourcesOf(sources, sentences);
  const cite: number[] = [];
  const verify: number[] = [];
  const score: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    cite.push(timedNow(() => citing(text, passages, pages)));
    verify.push(timedNow(() => verifying(text, passages, pages)));
    score.push(timedNow(() => scoring(pages)));
  }
  const of = `${sentences.toLocaleString('en')} sentences, ${sources} sources, CPU time`;
  const line = (what: string, numbers: readonly number[], target: number, aim: number) =>
    plainLine(
      { row: 'checking', what: `${what}, ${of}`, baseline: '–', unit: 'ms', goal: { target, aim } },
      numbers,
      'median',
    );
  return Promise.resolve([
    line('citing', cite, 500, 200),
    line('verifying by rules', verify, 5_000, 2_000),
    line('scoring', score, 1_000, 400),
  ]);
}

/** Milliseconds of CPU time that a work takes: what else runs on the machine does not count. */
function timedNow(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function citing(text: string, passages: Readonly<Record<string, Place>>, pages: readonly PageText[]): void {
  const report = assembleReport([{ text, passages }]);
  const groups = groupSources(pages);
  const factsOf = () => ({ credibility: 0.5, quality: 0.5, publisher: 'A publisher' });
  numberReport(report, { pages, sourceOf: (page) => groups.get(page) ?? page, factsOf, language: 'en' });
}

function verifying(
  text: string,
  passages: Readonly<Record<string, Place>>,
  pages: readonly PageText[],
): void {
  const index = indexEvidence(pages.map(({ hash: page, ...rest }) => ({ page, ...rest })));
  for (const claim of claimsOf(assembleReport([{ text, passages }]), 'en')) {
    const statement = statementOf(claim.text, claim.language);
    judgeByRules(statement, evidenceFor(statement, index), index.weightOf);
  }
}

function scoring(pages: readonly PageText[]): void {
  const sourceOf = (page: string) => page;
  const question = 'How many people does the bridge carry?';
  scoreSources(pages, { question, timeFrame: null, entities: [], cited: [], judged: [], sourceOf });
}

/**
 * A research task with a model that answers at once, over a small corpus, against the time in which at least one of its
 * activities ran: what is above it, the engine takes between them.
 */
export async function research(lab: Lab): Promise<Line[]> {
  const { api, engine } = await lab.stack();
  const ours: number[] = [];
  const base: number[] = [];
  for (let run = 0; run < 8; run += 1) {
    let id = '';
    const wall = await timed(async () => {
      id = await api.submit('research: what do the ferries cost?', {
        force_research: true,
        enable_verification: true,
      });
      await api.ended(id);
    });
    if ((await api.status(id)) !== 'TASK_STATUS_COMPLETED') throw new Error(`${id} did not complete`);
    ours.push(wall);
    base.push(await busyMs(engine.client, id));
  }
  const pairs = { ours: ours.slice(2), base: base.slice(2) };
  const what = 'research with a model that answers at once, submit to COMPLETED';
  const notes = { ratios: ratiosOf(pairs) };
  const goal = { target: 1.3, aim: 1.15 };
  return [
    ratioLine({ row: 'research', what, baseline: 'its critical path', unit: 'ms', goal, notes }, pairs),
  ];
}

/** Milliseconds in which at least one activity of a workflow ran. */
async function busyMs(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const started = new Map<string, number>();
  const spans: [number, number][] = [];
  for (const event of events ?? []) {
    const at = Number(event.eventTime?.seconds ?? 0) * 1_000 + (event.eventTime?.nanos ?? 0) / 1e6;
    const begun = event.activityTaskStartedEventAttributes;
    const ended = event.activityTaskCompletedEventAttributes ?? event.activityTaskFailedEventAttributes;
    if (begun) started.set(String(begun.scheduledEventId), at);
    const from = ended ? started.get(String(ended.scheduledEventId)) : undefined;
    if (from !== undefined) spans.push([from, at]);
  }
  let busy = 0;
  let until = 0;
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return busy;
}
