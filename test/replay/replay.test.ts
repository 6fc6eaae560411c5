import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import pino from 'pino';
import { workflowTypes } from '../../src/contract/engine';
import { ReasoningPattern } from '../../src/contract/reasoning';
import * as workflows from '../../src/workflows';
import { installRuntime } from '../../src/worker-process';

interface Recorded {
  readonly events: {
    readonly eventType: string;
    readonly workflowExecutionStartedEventAttributes?: { workflowType: { name: string } };
    readonly activityTaskScheduledEventAttributes?: { activityType: { name: string } };
  }[];
}

const folder = join(__dirname, 'histories');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded;
const options: ReplayWorkerOptions = {
  workflowBundle: { codePath: join(__dirname, '..', '..', 'dist', 'workflow-bundle.js') },
};

const waysOfStandard = [
  ...[
    'completed',
    'whole',
    'tools',
    'failed',
    'step-failed',
    'all-steps-failed',
    'join-failed',
    'join-asked-again',
  ],
  ...['cancelled', 'cancelled-while-planning', 'cancelled-in-join', 'timed-out', 'retried', 'asked-again'],
  ...['unusable-twice', 'plan-asked-again', 'plan-refused', 'limited-agents', 'repeats-itself', 'tools-fail'],
  ...['out-of-turns', 'budget-exhausted', 'budget-ends', 'budget-ends-before-join', 'recalled'],
];

const waysOfResearch = [
  ...[
    'completed',
    'quick',
    'facts',
    'facts-failed',
    'one-at-a-time',
    'sections',
    'section-failed',
    'retried',
  ],
  ...['gap-filled', 'saturated', 'evidence-not-judged', 'sub-question-failed', 'by-rules', 'no-source'],
  ...['mended', 'mend-failed', 'recited', 'not-judged', 'failed', 'report-failed', 'timed-out'],
  ...['budget-exhausted', 'budget-ends', 'budget-paused', 'cancelled', 'cancelled-in-report'],
];

/** How people held a task, of which mode, and what came of it. */
const waysOfHolding = [
  ...['simple-resumed', 'standard-resumed', 'simple-cancelled', 'standard-messaged', 'simple-approved'],
  ...['approved', 'changed', 'rejected'].flatMap((way) => [
    `standard-review-${way}`,
    `research-review-${way}`,
  ]),
  ...['standard-review-timed-out', 'standard-review-cancelled', 'standard-review-waits-for-room'],
  ...['standard-approved', 'simple-resumed-at-once'],
  ...['approved-otherwise', 'denied', 'denied-goes-on', 'approval-expired'].map((way) => `standard-${way}`),
];

/** What came of each history; one worker replays them all, since each takes longer to start than to replay. */
const replayed = new Map<string, Error | undefined>();
beforeAll(async () => {
  installRuntime(pino({ level: 'silent' }));
  const histories = files.map((file) => ({ workflowId: file, history: read(file) }));
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories))
    replayed.set(workflowId, error);
}, 180_000);

test.each(files)('the workflow code of today replays %s', (file) => {
  expect(replayed.has(file)).toBe(true);
  expect(replayed.get(file)).toBeUndefined();
});

test('every workflow has recorded histories, of every way in which it can end', () => {
  const recorded = files.map((file) => {
    const [first] = read(file).events;
    return first?.workflowExecutionStartedEventAttributes?.workflowType.name;
  });
  for (const name of Object.keys(workflows)) expect(recorded).toContain(name);
  expect(Object.keys(workflows)).toEqual(expect.arrayContaining(Object.values(workflowTypes)));
  const ends = [
    'completed',
    'failed',
    'cancelled',
    'cancelled-while-queued',
    'timed-out',
    'retried',
    'asked-again',
  ];
  const recalls = ['recalled', 'recall-failed', 'cancelled-in-recall'];
  for (const end of [...ends, 'unusable-twice', 'budget-exhausted', ...recalls])
    expect(files).toContain(`simple-${end}.json`);
  for (const way of waysOfStandard) expect(files).toContain(`standard-${way}.json`);
  for (const way of waysOfResearch) expect(files).toContain(`research-${way}.json`);
  for (const way of waysOfHolding) expect(files).toContain(`held-${way}.json`);
  for (const pattern of ReasoningPattern.options) {
    for (const end of ['completed', 'failed', 'cancelled', 'timed-out', 'budget-exhausted'])
      expect(files).toContain(`complex-${pattern.replaceAll('_', '-')}-${end}.json`);
  }
  expect(files).toContain('complex-plan-and-execute-replanned.json');
  for (const way of ['submitted', 'skipped']) expect(files).toContain(`scheduled-run-${way}.json`);
  for (const way of ['delivered', 'retried', 'failed']) expect(files).toContain(`webhook-${way}.json`);
});

test('a history of other code is found out', async () => {
  const history = read('simple-completed.json');
  for (const { activityTaskScheduledEventAttributes: scheduled } of history.events) {
    if (scheduled) scheduled.activityType.name = 'anotherActivity';
  }
  await expect(Worker.runReplayHistory(options, history)).rejects.toThrow(DeterminismViolationError);
});

test('no history holds a secret or names the machine that recorded it', () => {
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).not.toMatch(/sk-scripted|sk_[0-9a-f]{64}|\d+@|node_modules/);
    const decoded = [...text.matchAll(/"data":\s*"([^"]+)"/g)].map(([, data]) =>
      Buffer.from(data ?? '', 'base64').toString('utf8'),
    );
    for (const payload of decoded) expect(payload).not.toMatch(/sk-scripted|sk_[0-9a-f]{64}/);
  }
});
