import { withInterval } from '../measure/bootstrap';
import {
  balancedAccuracy,
  brierScore,
  calibrationError,
  caught,
  isChanged,
  macroF1,
} from '../measure/verdicts';
import type { EvalRow } from '../section';
import type { EvalTask, Making } from '../task';
import type { NamedVerdicts } from './all-baselines';
import type { OurVerdicts } from './judge-ours';
import type { Judged } from './judged';

const languages = { en: 'English', zh: 'Chinese', ja: 'Japanese' } as const;

const changes: readonly (readonly [name: string, makings: readonly Making[]])[] = [
  ['changed number', ['number']],
  ['changed date', ['date']],
  ['changed name', ['name']],
  ['negation', ['negation']],
  ['opposite', ['opposite']],
];

/** The figures of verdicts, with those of baselines over the same tasks. */
export function verdictRows(
  tasks: readonly EvalTask[],
  ours: OurVerdicts,
  baselines: readonly NamedVerdicts[],
): EvalRow[] {
  const table = new Figures(ours.judged, baselines);
  const isIn = (language: string) => (at: number) => tasks[at]?.language === language;
  const changed = (name: string, makings: readonly Making[]) => ({
    ...table.row(`${name} caught`, (judged) => caught(judged, makings)),
    n: ours.judged.flat().filter((one) => isChanged(one, makings)).length,
  });
  return [
    {
      ...table.row('balanced accuracy over three verdicts', balancedAccuracy),
      target: { value: 0.85 },
      mustBeatBaselines: true,
    },
    ...Object.entries(languages).map(([language, name]) =>
      table.row(`balanced accuracy, ${name}`, balancedAccuracy, isIn(language)),
    ),
    table.row('macro-F1', macroF1),
    { ...changed('changed number, date or name', ['number', 'date', 'name']), target: { value: 0.98 } },
    ...changes.map(([name, makings]) => changed(name, makings)),
    {
      ...table.row('calibration error of confidence', calibrationError),
      unit: 'error',
      target: { value: 0.1, isMost: true },
    },
    { ...table.row('Brier score of confidence', brierScore), unit: 'error' },
    ...plainRows(ours),
  ];
}

function plainRows({ judged, quotes, ms, costUsd }: OurVerdicts): EvalRow[] {
  const n = judged.flat().length;
  const standing = quotes.standing / quotes.all;
  return [
    {
      ...{ figure: 'quotes that stand in the stored page', value: standing, n: quotes.all },
      ...{ unit: 'share', target: { value: 1 }, baselines: [] },
    },
    { figure: 'time a claim, its pages read', value: ms / n, n, unit: 'ms', baselines: [] },
    { figure: 'cost a claim', value: costUsd / n, n, unit: 'USD', baselines: [] },
  ];
}

class Figures {
  constructor(
    private readonly judged: readonly (readonly Judged[])[],
    private readonly baselines: readonly NamedVerdicts[],
  ) {}

  row(
    figure: string,
    measure: (judged: readonly Judged[]) => number,
    isIn: (task: number) => boolean = () => true,
  ): EvalRow {
    const own = (judged: readonly (readonly Judged[])[]) => judged.filter((_, at) => isIn(at));
    return {
      figure,
      ...withInterval(own(this.judged), measure),
      unit: 'share',
      baselines: this.baselines.map(({ name, judged }) => ({ name, value: measure(own(judged).flat()) })),
    };
  }
}
