import type { ResearchRequest, ResearchSettings } from '../../src/contract/research/settings';
import type { ResearchQuestion } from '../../src/contract/research/values';
import type { TaskView } from '../../src/contract/task';
import { researchSettings } from '../../src/reasoning/research/strategies';
import { value } from './brain';
import type { House } from './house';
import type { Behaviour, ModelCall } from './model-server';
import { asks, judges, passagesIn, researcher } from './research-brain';

/** How much a model makes of a task. */
export interface Appetite {
  /** Its first answer to every call is of no use, so that each is asked twice. */
  readonly asksTwice?: boolean;
  /** What it writes is as long as it may be, in letters of three bytes. */
  readonly isVerbose?: boolean;
}

type Brain = ReturnType<typeof researcher>;

const dimensions = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'];
const searchesOf = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${n}`);

/** A report of so many sentences, each with a passage. */
const long =
  (sentences: number) =>
  (call: ModelCall): Behaviour => {
    const ids = passagesIn(call);
    const lines = Array.from({ length: sentences }, (_, n) => {
      // Rules are never sure of a sentence that begins with a pronoun: a model is asked about each.
      return `It is said that the value of number ${n * 7} is ${n + 3} here. [${ids[n % ids.length] ?? 'p1'}]`;
    });
    return { text: lines.join(' ') };
  };

/** A text, up to the length that it may have where the model is verbose. */
const writing =
  ({ isVerbose = false }: Appetite) =>
  (text: string, most: number) =>
    isVerbose ? `${text} ${'調'.repeat(most - text.length - 1)}` : text;

function understanding(appetite: Appetite): Behaviour {
  const write = writing(appetite);
  const entities = Array.from({ length: appetite.isVerbose ? limitOf.entities : 0 }, () => ({
    name: write('name', limitOf.name),
    aliases: Array.from({ length: limitOf.aliases }, () => write('alias', limitOf.alias)),
  }));
  return value({
    ...{ kind: 'overview', language: 'en', time_frame: null, entities },
    dimensions: dimensions.map((id) => ({ id, what: write(`what the value of ${id} is`, limitOf.what) })),
  });
}

/** What `contract/research/values` lets a model write at most: characters, and items of lists. */
const limitOf = {
  ...{ entities: 12, name: 120, aliases: 10, alias: 100 },
  ...{ what: 300, question: 600, query: 300, missing: 400 },
};

/** A model that makes the most of every step: no evidence is ever enough, and no claim holds. */
function insatiable({ questions, searches, gaps }: ResearchSettings, appetite: Appetite): Brain {
  const write = writing(appetite);
  const question = (id: string, served: readonly string[], queries: readonly string[]): ResearchQuestion => {
    const asked = asks(id, served, ...queries.map((query) => write(query, limitOf.query)));
    return { ...asked, question: write(asked.id, limitOf.question) };
  };
  let round = 0;
  return researcher({
    understand: understanding(appetite),
    research_plan: value({
      questions: Array.from({ length: questions }, (_, n) =>
        question(`q${n}`, n === 0 ? dimensions : ['d1'], searchesOf(`plan${n}value`, searches)),
      ),
    }),
    cover: () => {
      round += 1;
      const wanted = Array.from({ length: gaps }, (_, n) =>
        question(`g${n}`, ['d2'], searchesOf(`round${round}gap${n}value`, searches)),
      );
      const missing = write('all', limitOf.missing);
      return value({
        dimensions: dimensions.map((id) => ({ id, covered: 'no', missing })),
        questions: wanted,
      });
    },
    report: long(30),
    section: long(30),
    opening: long(20),
    judge_claims: judges('contradicted'),
    mend: value({ sentences: [{ claim: 1, text: 'The value is not known. [p1]' }] }),
  });
}

/** A model that answers of use only when it is asked again, and no two calls at once: each end is an event of its own. */
function twice(answer: Brain): Brain {
  return (call, index) => {
    const isAgain = call.body.messages?.some(({ role }) => role === 'assistant') === true;
    return { ...(isAgain ? answer(call, index) : { text: 'No.' }), waitMs: (index % 16) * 25 };
  };
}

/** Runs a research task whose model never has enough; returns how it ended, and the settings that bound it. */
export async function runInsatiable(
  house: House,
  { asked, body }: { readonly asked: ResearchRequest; readonly body: object },
  appetite: Appetite = {},
): Promise<{ readonly settings: ResearchSettings; readonly view: TaskView }> {
  const settings = researchSettings(asked, 100_000);
  const answer = insatiable(settings, appetite);
  house.model.answer(appetite.asksTwice ? twice(answer) : answer);
  const id = await house.submit({ query: 'What are the values?', force_research: true, ...body });
  return { settings, view: await house.ended(id, 240_000) };
}
