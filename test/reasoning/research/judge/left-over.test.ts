import { judged } from './judged';

const opened = 'Delmont Airport opened in 1967.';

test('a page tells another year of the same thing in words of its own', () => {
  const { conflicting } = judged('en', opened, [
    ['Delmont Airport', opened],
    ['Delmont Airport', 'Delmont Airport has been in service since 1971.'],
  ]);
  expect(conflicting.map(({ text }) => text)).toEqual(['Delmont Airport has been in service since 1971.']);
});

test('a year that a supporting page tells of something else does not contradict', () => {
  const { conflicting } = judged('en', opened, [
    ['Delmont Airport', `${opened} Its second terminal has been in use since 1971.`],
    ['Delmont Airport', 'At Delmont Airport passengers have used another terminal since 1971.'],
  ]);
  expect(conflicting).toEqual([]);
});
