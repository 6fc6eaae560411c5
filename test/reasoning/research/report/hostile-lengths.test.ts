import { assembleReport, claimsOf } from '../../../../src/reasoning/research/report';
import { passages } from '../../../support/cited-report';
import { cpuMs } from '../../../support/cpu-time';

const pieces = [
  '[',
  '`',
  '``a`',
  '[p1',
  '[p1] ',
  '[a](',
  '[[',
  '(p1',
  '\\',
  '> ',
  '| ',
  '**[p1]**',
  'https://a[',
  'a[3]',
]
  .concat([
    '[3], ',
    '【',
    '\n- [p1] t',
    '\n| a | b |',
    '[p1]: h\n',
    '\n## Sources\n- a',
    '\n',
    ' ',
    'a:',
    '```\n',
    '事',
  ])
  .concat([
    '![',
    '[^',
    '(((',
    'p3] ',
    '\nSources: [p1]',
    '[a [b] ',
    ' [p1](http://u.x)',
    '\n# a',
    '<sup>[p1]</sup>',
    '"',
  ]);

test('no text of fifty thousand characters takes long, whatever it repeats', () => {
  const readAll = () => {
    for (const piece of pieces) {
      const text = piece.repeat(Math.ceil(50_000 / piece.length));
      claimsOf(assembleReport([{ text: `It grew ${text} much.`, passages }]), 'en');
    }
  };
  // A second each on a slow machine; what grows with the square of the length takes minutes.
  expect(cpuMs(readAll)).toBeLessThan(pieces.length * 1_000);
}, 120_000);
