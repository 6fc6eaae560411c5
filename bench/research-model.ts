import type { Behaviour, ModelCall } from '../test/support/model-server';

const json = (value: object): Behaviour => ({ text: JSON.stringify(value) });
const dimensions = ['cost', 'emissions', 'problems'].map((what, index) => ({ id: `d${index + 1}`, what }));

/** What the scripted model answers to a call of a research task, at once; undefined for any other call. */
export function ofResearch({ body }: ModelCall): Behaviour | undefined {
  const messages = body.messages ?? [];
  const shown = messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
  const format = body['response_format'] as { json_schema?: { name?: string } } | undefined;
  switch (format?.json_schema?.name) {
    case 'understand':
      return json({ kind: 'overview', language: 'en', time_frame: null, entities: [], dimensions });
    case 'research_plan':
      return json({
        questions: dimensions.map(({ id, what }, index) => ({
          id: `q${index + 1}`,
          question: `What is known of the ${what} of the ferries?`,
          dimensions: [id],
          kinds: ['any'],
          queries: [`ferries ${what}`],
        })),
      });
    case 'cover':
      return json({ dimensions: dimensions.map(({ id }) => ({ id, covered: 'yes' })), questions: [] });
    case 'judge_claims':
      return json({ verdicts: [] });
    case 'mend':
      return json({ sentences: [] });
    case undefined:
    default:
      return shown.includes('[p1]') ? { text: reportOf(shown) } : undefined;
  }
}

/** A sentence of each passage that was shown, with its mark. */
function reportOf(shown: string): string {
  const parts = [...shown.matchAll(/\[(p\d+)\][^\n]*\n([^\n]{20,400}?[.])/g)];
  return parts.map(([, id = '', sentence = '']) => `${sentence} [${id}]`).join('\n');
}
