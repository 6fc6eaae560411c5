import type { PageText, Place } from '../../src/contract/research';
import { evidenceFor, indexEvidence } from '../../src/reasoning/research/judge/evidence-index';
import { judgeByRules } from '../../src/reasoning/research/judge/judge-by-rules';
import { statementOf } from '../../src/reasoning/research/judge/statement';
import { scoreSources } from '../../src/reasoning/research/record';
import { assembleReport, claimsOf, groupSources, numberReport } from '../../src/reasoning/research/report';
import { busyMs } from '../critical-path';
import { Lab } from '../lab';
import { ratiosOf, timed } from '../pairs';
import { plainLine, ratioLine, type Line } from '../report';
import { sourcesOf } from '../research-pages';
import { openSlowWeb } from '../slow-web';

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
    judgeByRules(statement, evidenceFor(statement, index), index.weightOf, index.told);
  }
}

function scoring(pages: readonly PageText[]): void {
  const sourceOf = (page: string) => page;
  const question = 'How many people does the bridge carry?';
  scoreSources(pages, { question, timeFrame: null, entities: [], cited: [], judged: [], sourceOf });
}

/**
 * Research tasks with a model that answers at once, against the time in which at least one of their steps ran: what is
 * above it, the engine takes between them. Once over a web that takes its time as webs do, once over a corpus that does
 * not.
 */
export async function research(lab: Lab): Promise<Line[]> {
  const web = await openSlowWeb();
  const slow = new Lab([], {
    ...{ HOLDFAST_CORPUS: '', SEARXNG_URL: web.url, HOLDFAST_FETCH_ALLOW: '127.0.0.1' },
  });
  try {
    return [
      await researchLine(slow, `a web of ${web.waitMs} ms a page`),
      await researchLine(lab, 'a corpus in the house'),
    ];
  } finally {
    await slow.close();
    web.close();
  }
}

async function researchLine(lab: Lab, over: string): Promise<Line> {
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
  const what = `research with a model that answers at once, over ${over}, submit to COMPLETED`;
  const notes = { ratios: ratiosOf(pairs) };
  const goal = { target: 1.3, aim: 1.15 };
  return ratioLine({ row: 'research', what, baseline: 'its critical path', unit: 'ms', goal, notes }, pairs);
}
