import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskView } from '../../src/contract/task';
import { fileTools } from '../../src/providers/tools/files';
import { createWorkspaces } from '../../src/providers/workspace';
import { askedOf, brain, planStep, toolResultsOf, value } from '../support/brain';
import { openCorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { Histories } from '../support/history';
import { House } from '../support/house';
import type { Behaviour, ModelCall } from '../support/model-server';
import { asks, covers, judges, passageWith, understands } from '../support/research-brain';
import { startScript } from '../support/processes';
import { createRandom } from './random';

/**
 * Kills the worker of a task as soon as its history has so many events, for one task of each mode, and lets another
 * worker take over. The suite walks some positions, drawn by a seed that is printed; `npm run chaos` walks them all.
 * `CHAOS_WALK` is `all`, or the positions to be walked with commas between.
 */
const asked = process.env['CHAOS_WALK'];
const isInSuite = asked === undefined;
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
const positionsInSuite = 2;
/** Where many are walked, those at once must not starve each other until their calls count as lost. */
const walkersAtOnce = isInSuite ? 2 : 3;
/** A task of the suite waits so long for its end; where many are walked, other things may run on the machine. */
const mostMs = isInSuite ? 60_000 : 300_000;

const root = mkdtempSync(join(tmpdir(), 'holdfast-walk-'));
const workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
const web = openCorpusWeb(ferryPages);
let histories: Histories;
beforeAll(async () => {
  histories = await Histories.open();
});
afterAll(async () => {
  await histories.close();
  await web.close();
  rmSync(root, { recursive: true, force: true });
});

const session = 'walk';
/** A model that needs a moment for each call, so that a kill finds calls in flight. */
const slowly = (behaviour: Behaviour): Behaviour => ({ ...behaviour, waitMs: 40 });
const addLine = { path: 'list.txt', old_text: 'end', new_text: 'line\nend' };
const judgement = (score: number) =>
  value({ criteria: [{ name: 'all', score, reason: 'So it is.' }], score, reasons: ['Mend it.'] });

/** A report that says the same of the same pages, in whatever order they were read; one sentence no page bears out. */
const report = (call: ModelCall) => ({
  text: [
    `The harbour ferry carries 400 passengers a day in summer [${passageWith(call, '400 passengers')}].`,
    `A single ticket of the ferry costs 7 crowns from March 2024 [${passageWith(call, '4 crowns')}].`,
  ].join(' '),
});
const mend = (call: ModelCall) => {
  const text = `A single ticket of the ferry costs 4 crowns from March 2024 [${passageWith(call, '4 crowns')}].`;
  return value({ sentences: [{ claim: 1, text }] });
};
const judgeClaims = judges('undecided');

/** One task of each mode, and research: what is submitted, how the model answers, and what becomes of the file. */
const tasks = {
  simple: {
    body: { query: 'Say three words.', mode: 'simple' },
    rules: { other: slowly({ pieces: ['one ', 'two ', 'three'], delayMs: 20 }) },
    file: 'end',
  },
  standard: {
    body: {
      query: 'Add a line and then read it back.',
      mode: 'standard',
      context: { tools: ['file_edit'], max_steps: 2 },
    },
    rules: {
      plan: slowly(value({ steps: [planStep('a', [], ['file_edit']), planStep('b', ['a'], [])] })),
      step: (call: ModelCall) => {
        if (askedOf(call).includes('Your step: Do b')) return slowly({ text: 'It is there.' });
        return toolResultsOf(call).length === 0
          ? slowly({ tools: [{ name: 'file_edit', args: addLine }] })
          : slowly({ text: toolResultsOf(call).join(' ') });
      },
      join: (call: ModelCall) => slowly({ text: askedOf(call) }),
    },
    file: 'line\nend',
  },
  complex: {
    body: { query: 'Why?', mode: 'complex', context: { reasoning: 'reflection' } },
    rules: {
      draft: slowly({ text: 'First.' }),
      judge: (call: ModelCall) => slowly(judgement(askedOf(call).includes('Second.') ? 0.9 : 0.4)),
      rewrite: slowly({ text: 'Second.' }),
    },
    file: 'end',
  },
  research: {
    body: { query: 'What is the harbour ferry, and what does it cost?', force_research: true },
    rules: {
      understand: slowly(understands('en', 'what the ferry is', 'what it costs', 'how it changed')),
      research_plan: slowly(value({ questions: [asks('a', ['d1', 'd2', 'd3'], 'passengers summer')] })),
      cover: slowly(covers(['yes', 'no', 'yes'], asks('x', ['d2'], 'monthly ticket price'))),
      report: (call: ModelCall) => slowly(report(call)),
      judge_claims: (call: ModelCall, index: number) =>
        slowly(typeof judgeClaims === 'function' ? judgeClaims(call, index) : judgeClaims),
      mend: (call: ModelCall) => slowly(mend(call)),
    },
    file: 'end',
  },
} as const;
type Name = keyof typeof tasks;

/** What came of a walk. */
interface Walked {
  readonly view: TaskView;
  readonly calls: number;
  readonly file: string;
  readonly events: number;
  readonly lost: number;
}

async function walk(name: Name, run: (house: House, id: string) => Promise<void>): Promise<Walked> {
  const tools = [...fileTools(workspaces), ...web.tools];
  const house = await House.open({ worker: false, tools, pages: web.pages });
  try {
    const { body, rules } = tasks[name];
    house.model.answer(brain(rules));
    // Workspaces of one session in houses of one root: each house has a session of its own.
    const session_id = `${session}-${house.queue}`;
    const workspace = workspaces.open('acme', session_id);
    await workspace.write('list.txt', Buffer.from('end'));
    const id = await house.submit({ ...body, session_id });
    await run(house, id);
    const view = await house.ended(id, mostMs);
    const { bytes } = await workspace.read('list.txt');
    const { events, lost } = await histories.of(id);
    return { view, calls: house.model.calls.length, file: bytes.toString(), events, lost };
  } finally {
    await house.close();
  }
}

/** Has a worker begin the task, kills it at the position, and lets another one end it. */
async function killAt(position: number, house: House, id: string): Promise<void> {
  const order = {
    queue: house.queue,
    databaseUrl: house.databaseUrl,
    modelUrl: house.model.url,
    workspaces: root,
    corpus: web.folder,
  };
  const engine = process.env['HOLDFAST_TEST_ENGINE_ADDRESS'] ?? '';
  const env = { HOLDFAST_TEST_ENGINE_ADDRESS: engine };
  const worker = startScript(join(__dirname, 'walk-worker.mjs'), env, [JSON.stringify(order)]);
  try {
    await Promise.race([histories.reaches(id, position), worker.ended]);
  } finally {
    await worker.end('SIGKILL');
  }
  await house.startWorker();
}

/** What came of a task: all but the times at which its pages were read. */
function endOf({ view: { status, result, metadata }, file }: Walked): object {
  const citations = (metadata['citations'] ?? []) as Record<string, unknown>[];
  return { status, result, file, citations: citations.map(({ retrieved_at: _at, ...rest }) => rest) };
}

function drawn(count: number, random: () => number): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  if (asked === 'all') return all;
  if (asked !== undefined) return all.filter((position) => asked.split(',').includes(String(position)));
  const keyed = all.map((position) => ({ position, key: random() }));
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, positionsInSuite)
    .map(({ position }) => position)
    .sort((a, b) => a - b);
}

const names = Object.keys(tasks) as Name[];
/** The suite walks one mode a run, drawn by the seed. */
const walkedNames = isInSuite ? names.filter((_, index) => index === seed % names.length) : names;

test.each(walkedNames)(
  `%s: killed at each event, a task ends with the same answer and at most one repeated call (seed ${seed})`,
  async (name) => {
    const whole = await walk(name, async (house) => {
      await house.startWorker();
    });
    expect(whole).toMatchObject({ view: { status: 'TASK_STATUS_COMPLETED' }, file: tasks[name].file });
    const positions = drawn(whole.events, createRandom(seed));
    process.stdout.write(
      `walk ${name}: seed ${seed}, ${whole.events} events, killed at ${positions.join(' ')}\n`,
    );
    const waiting = [...positions];
    const walked: (Walked & { position: number })[] = [];
    const failed: string[] = [];
    const walker = async () => {
      for (let position = waiting.shift(); position !== undefined; position = waiting.shift()) {
        const at = position;
        try {
          walked.push({ position, ...(await walk(name, (house, id) => killAt(at, house, id))) });
        } catch (error) {
          failed.push(`${at}: ${String(error)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: walkersAtOnce }, walker));
    for (const { position, calls, lost, ...rest } of walked) {
      expect({ position, ...endOf({ ...rest, calls, lost }) }).toEqual({ position, ...endOf(whole) });
      // The kill loses one call at most; a machine that stands still for seconds may lose others, and the engine says so.
      expect({ position, isRepeatedMore: calls - whole.calls > Math.max(1, lost) }).toEqual({
        position,
        isRepeatedMore: false,
      });
    }
    expect(failed).toEqual([]);
    expect(walked).toHaveLength(positions.length);
  },
  isInSuite ? 180_000 : 7_200_000,
);
