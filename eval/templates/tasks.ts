import type { EvidencePage } from '../../src/reasoning/research/judge/evidence';
import { Draw, hashOf, type Half } from '../random';
import type { EvalTask, LabelledClaim } from '../task';
import type { Domain, Field, Polar, TemplateLanguage, Value } from './domain';

const pagesOfTask = 12;
const pagesBeside = 3;

/** One thing that is true of a subject, and how its page says it; absent `sentence`: the page does not. */
interface Fact {
  readonly field: Field;
  readonly value: Value;
  readonly sentence: string | undefined;
}

interface Subject {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly polar: { readonly of: Polar; readonly isSo: boolean; readonly sentence: string };
}

/** Tasks of twelve invented subjects each, with claims that their pages support, contradict and leave open. */
export function templateTasks(language: TemplateLanguage, half: Half, count: number): EvalTask[] {
  const draw = new Draw(`${language.language} ${half}`);
  const domains = language.domains.filter((domain) => domain.half === half);
  return Array.from({ length: count }, (_, number) => {
    const names = new Set<string>();
    const made = Array.from({ length: pagesOfTask + pagesBeside }, (_unused, at) => {
      const domain = domains[at % domains.length] as Domain;
      return subjectOf(domain, names, draw);
    });
    return taskOf(made, language, { id: `${language.language}-${half}-${number + 1}`, half, draw });
  });
}

function subjectOf(domain: Domain, names: Set<string>, draw: Draw): Subject {
  let name = domain.subject(draw);
  while (names.has(name)) name = domain.subject(draw);
  names.add(name);
  const hidden = draw.one(domain.fields);
  const facts = domain.fields.map((field): Fact => {
    const value = field.value(draw);
    const sentence = field === hidden ? undefined : say(draw.one(field.says), name, value[0] ?? '');
    return { field, value, sentence };
  });
  const of = draw.one(domain.polar);
  const isSo = draw.number() < 0.5;
  return { name, facts, polar: { of, isSo, sentence: say(draw.one(isSo ? of.yes : of.no), name) } };
}

function say(template: string, name: string, value = ''): string {
  return template.replace('{s}', name).replace('{x}', value);
}

function taskOf(
  made: readonly Subject[],
  { language, join }: TemplateLanguage,
  { id, half, draw }: { readonly id: string; readonly half: Half; readonly draw: Draw },
): EvalTask {
  const stored = made
    .slice(0, pagesOfTask)
    .map((subject) => ({ subject, page: pageOf(subject, language, draw) }));
  const pages = stored.map(({ page }) => page);
  const cite = (page: EvidencePage) => (draw.number() < 2 / 3 ? page : draw.one(pages)).page;
  const claims = stored.flatMap(({ subject, page }) =>
    claimsOf(subject, join, draw).map((claim) => ({ ...claim, cited: cite(page) })),
  );
  const foreign = made.slice(pagesOfTask).map((subject): LabelledClaim => {
    const { field, value } = draw.one(subject.facts);
    const text = say(draw.one(field.says), subject.name, draw.one(value));
    return { text, label: 'undecided', making: 'other page', cited: draw.one(pages).page };
  });
  return { id, language, half, pages, claims: [...claims, ...foreign] };
}

function pageOf({ name, facts, polar }: Subject, language: string, draw: Draw): EvidencePage {
  const told = facts.flatMap(({ sentence }) => sentence ?? []);
  const text = draw.shuffled([...told, polar.sentence]).join('');
  return { page: hashOf(text), text, title: name, language };
}

type Claim = Omit<LabelledClaim, 'cited'>;

/** Two claims that hold, two that do not, and two that the page leaves open. */
function claimsOf(subject: Subject, join: TemplateLanguage['join'], draw: Draw): Claim[] {
  const { name, facts, polar } = subject;
  const told = draw.shuffled(facts.filter(({ sentence }) => sentence !== undefined));
  const hidden = facts.find(({ sentence }) => sentence === undefined);
  const [first, second, third] = told;
  if (!first || !second || !third || !hidden) throw new Error('A subject has too few facts.');
  const isTrue = draw.number() < 0.5;
  const polarText = say(draw.one(isTrue === polar.isSo ? polar.of.yes : polar.of.no), name);
  return [
    keep(first, name, draw),
    change(second, name, draw),
    {
      text: polarText,
      source: polar.sentence,
      making: isTrue ? 'reworded' : 'negation',
      label: isTrue ? 'supported' : 'contradicted',
    },
    { text: open(hidden, name, draw), making: 'left out', label: 'undecided' },
    {
      text: join(leading(third, name, draw), leading(hidden, name, draw), name),
      ...(third.sentence === undefined ? {} : { source: third.sentence }),
      making: 'detail added',
      label: 'undecided',
    },
  ];
}

/** In other words or another writing than the page, mostly in both. */
function keep({ field, value, sentence = '' }: Fact, name: string, draw: Draw): Claim {
  const written = draw.one(value);
  const text = say(draw.one(field.says), name, written);
  const making = written !== value[0] ? 'format' : text === sentence ? 'verbatim' : 'reworded';
  return { text, source: sentence, making, label: 'supported' };
}

function change({ field, value, sentence = '' }: Fact, name: string, draw: Draw): Claim {
  let other = field.value(draw);
  while (other[0] === value[0]) other = field.value(draw);
  return {
    text: say(draw.one(field.says), name, draw.one(other)),
    source: sentence,
    making: field.kind,
    label: 'contradicted',
  };
}

function open({ field, value }: Fact, name: string, draw: Draw): string {
  return say(draw.one(field.says), name, draw.one(value));
}

/** A way to say it that begins with the subject. */
function leading({ field, value }: Fact, name: string, draw: Draw): string {
  return say(draw.one(field.says.filter((template) => template.startsWith('{s}'))), name, draw.one(value));
}
