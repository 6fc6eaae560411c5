import { judged } from './judged';

const long = 'Delmont Bridge is 1,200 metres long.';

test('a page tells another number of the same thing in words of its own', () => {
  const other = 'From bank to bank Delmont Bridge spans 1,350 metres.';
  const { conflicting } = judged('en', long, [
    ['Delmont Bridge', long],
    ['Delmont Bridge', other],
  ]);
  expect(conflicting.map(({ text }) => text)).toEqual([other]);
});

test('a number that a supporting page tells of something else does not contradict', () => {
  const { conflicting } = judged('en', long, [
    ['Delmont Bridge', `${long} The road that leads up to it has 1,350 metres.`],
    ['Delmont Bridge', 'To reach Delmont Bridge one takes a road of 1,350 metres.'],
  ]);
  expect(conflicting).toEqual([]);
});

test('a year of another event does not contradict', () => {
  const { conflicting } = judged('en', 'Delmont Bridge was opened in 1967.', [
    ['Delmont Bridge', 'Delmont Bridge was opened in 1967.'],
    ['Delmont Bridge', 'A storm closed the road in 1971.'],
  ]);
  expect(conflicting).toEqual([]);
});
