import { templateTasks } from '../../eval/templates/tasks';
import { chinese } from '../../eval/templates/chinese';
import { openModel } from '../../eval/verdicts/by-model';
import { ruleTask } from '../../eval/verdicts/ours';
import { startModelServer, type ModelCall, type ModelServer } from '../support/model-server';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const config = () => ({
  providers: {
    openai: { apiKey: 'key-of-a-test', baseUrl: server.url },
    anthropic: { apiKey: undefined, baseUrl: undefined },
    google: { apiKey: undefined, baseUrl: undefined },
  },
  openaiModel: 'scripted-model',
  modelsFile: undefined,
});

const [task] = templateTasks(chinese, 'test', 1);
if (!task) throw new Error('There is no task.');

/** Claims and the first passage of a call, as its prompt shows them. */
function shown({ body }: ModelCall) {
  const user = body.messages?.find(({ role }) => role === 'user')?.content ?? '';
  const claims = [...user.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
  const passage = /\[(p\d+)\] [^\n]*\n([^。]*。)/.exec(user);
  return { claims, id: passage?.[1] ?? '', sentence: passage?.[2] ?? '' };
}

test('a model is asked about the claims that rules are not sure of, by the prompt of research tasks', async () => {
  server.answer((call) => {
    const { claims, id, sentence } = shown(call);
    const verdicts = claims.map((claim) => ({
      ...{
        claim,
        verdict: 'contradicted',
        passage: id,
        quote: sentence,
        confidence: 0.9,
        reason: 'It says so.',
      },
    }));
    return { text: JSON.stringify({ verdicts }) };
  });
  const byRules = ruleTask(task);
  const open = byRules.filter(({ rules }) => !rules.isSure);
  const { ruled } = await openModel({ say: () => undefined }, config()).settle(task, byRules);
  expect(server.calls.flatMap((call) => shown(call).claims)).toHaveLength(open.length);
  expect(JSON.stringify(server.calls[0]?.body.messages)).toContain(
    'Judge numbered claims by passages of pages.',
  );
  expect(ruled.some(({ judged }) => judged.judgedBy === 'model' && judged.verdict === 'contradicted')).toBe(
    true,
  );
  const sure = byRules.filter(({ rules }) => rules.isSure);
  for (const one of sure) expect(ruled[byRules.indexOf(one)]?.judged).toEqual(one.judged);
});

test('a quote that stands in no page changes no verdict, and a call that fails leaves its claims to the rules', async () => {
  const said: string[] = [];
  const model = openModel({ say: (line) => said.push(line) }, config());
  const byRules = ruleTask(task);
  server.answer((call, index) => {
    if (index === 0) return { error: { status: 400, body: { error: { message: 'no' } } } };
    const verdicts = shown(call).claims.map((claim) => ({
      ...{
        claim,
        verdict: 'supported',
        passage: 'p1',
        quote: 'Nobody ever wrote this.',
        confidence: 1,
        reason: '',
      },
    }));
    return { text: JSON.stringify({ verdicts }) };
  });
  const { ruled } = await model.settle(task, byRules);
  expect(ruled.map(({ judged }) => judged.verdict)).toEqual(byRules.map(({ judged }) => judged.verdict));
  expect(said.filter((line) => line.startsWith('A call came to nothing'))).toHaveLength(1);
});
