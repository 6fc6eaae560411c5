import { askedOf } from '../../test/support/brain';
import type { ModelCall } from '../../test/support/model-server';
import { Draw } from '../random';
import { keyOf } from './stated';
import { waysToSay, wordsOf, type Sentences } from './sentences';
import type { PlantedFact, PlantedTask } from './world';

/** How a scripted writer made a line of its report. */
export type Writing = 'right' | 'one source more' | 'wrong value' | 'wrong source' | 'no source' | 'invented';

/** A line that a scripted writer wrote, and the titles of the pages that it cited for it. */
export interface DraftLine {
  readonly text: string;
  readonly writing: Writing;
  readonly cited: readonly string[];
}

/** A passage as a prompt shows it. */
interface Shown {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Passages that a prompt shows, in their order. */
export function passagesShown(call: ModelCall): Shown[] {
  const pieces = askedOf(call)
    .split(/\n*^\[(p\d+)\] /m)
    .slice(1);
  return pieces.flatMap((id, at) => {
    if (at % 2 !== 0) return [];
    const [head = '', ...lines] = (pieces[at + 1] ?? '').replace(/\n<\/data>[\s\S]*$/, '').split('\n');
    return [{ id, title: head.replace(/ \([^()]*\)$/, ''), text: lines.join('\n') }];
  });
}

/** The sentences of a passage that are known, as they stand there. */
export function knownSentences({ text }: Pick<Shown, 'text'>, sentences: Sentences): string[] {
  return text.split(/(?<=[.。])\s*/).filter((sentence) => sentences.has(wordsOf(sentence)));
}

/**
 * Writes a report as a careless writer does: what passages say in words of its own, now and then with another value, the
 * source of something else, no source at all, or something that no page says. The same passages give the same report.
 */
export function carelessReport(
  call: ModelCall,
  task: PlantedTask,
  sentences: Sentences,
): { readonly text: string; readonly lines: readonly DraftLine[] } {
  const draw = new Draw(`writer ${task.id}`);
  const shown = passagesShown(call);
  const says = new Map<string, Shown[]>();
  for (const passage of shown)
    for (const sentence of knownSentences(passage, sentences)) {
      const { key = '', value = '' } = sentences.get(wordsOf(sentence)) ?? {};
      const name = `${key}=${value}`;
      says.set(name, [...(says.get(name) ?? []), passage]);
    }
  const lines = task.facts.flatMap((fact): (DraftLine & { ids: readonly string[] })[] => {
    const sources = says.get(`${keyOf(fact.subject, fact.field)}=${fact.value[0] ?? ''}`) ?? [];
    const writing = writingOf(fact, sources.length > 0, draw);
    if (writing === undefined) return [];
    const own = draw.shuffled(sources).slice(0, draw.whole(1, 2));
    const elsewhere = shown.filter(({ title }) => !title.startsWith(fact.subject));
    const about = shown.filter(({ title }) => title.startsWith(fact.subject));
    const cited = citedIn(writing, { own, elsewhere, about }, draw);
    if (cited.length === 0 && writing !== 'no source') return [];
    const value = writing === 'wrong value' ? fact.wrong : fact.value;
    const text = draw.one(waysToSay(fact, value)).text;
    return [{ text, writing, cited: cited.map(({ title }) => title), ids: cited.map(({ id }) => id) }];
  });
  const text = lines.map(({ text: line, ids }) => withMarks(line, ids)).join('\n\n');
  return { text, lines };
}

/** How a fact is written; what pages dispute is always written right, so that the dispute can be found. */
function writingOf({ isHidden, disputed }: PlantedFact, isShown: boolean, draw: Draw): Writing | undefined {
  const chance = draw.number();
  if (isHidden) return chance < 0.35 ? 'invented' : undefined;
  if (!isShown) return undefined;
  if (disputed || chance < 0.5) return 'right';
  if (chance < 0.62) return 'one source more';
  return chance < 0.76 ? 'wrong value' : chance < 0.89 ? 'wrong source' : 'no source';
}

function citedIn(
  writing: Writing,
  { own, elsewhere, about }: Record<'own' | 'elsewhere' | 'about', readonly Shown[]>,
  draw: Draw,
): readonly Shown[] {
  switch (writing) {
    case 'right':
    case 'wrong value':
      return own;
    case 'one source more':
      return [...own, ...draw.shuffled(elsewhere).slice(0, 1)];
    case 'wrong source':
      return draw.shuffled(elsewhere).slice(0, 1);
    case 'invented':
      return draw.shuffled(about).slice(0, 1);
    case 'no source':
      return [];
  }
}

/** A sentence with its marks before its full stop. */
function withMarks(text: string, ids: readonly string[]): string {
  if (ids.length === 0) return text;
  const marks = `[${ids.join(', ')}]`;
  return text.endsWith('.') ? `${text.slice(0, -1)} ${marks}.` : text.replace(/。$/, `${marks}。`);
}
