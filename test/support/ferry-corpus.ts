import type { CorpusDocument } from './corpus-web';

/** Pages about a ferry that does not exist. */
export const ferryPages: readonly CorpusDocument[] = [
  {
    url: 'https://harbour.example.org/ferry',
    title: 'The harbour ferry',
    published: '2024-03-01',
    text: 'The harbour ferry links the old town of Vessby with the island of Holm. It has sailed since 1987. The harbour ferry carries 400 passengers a day in summer.',
  },
  {
    url: 'https://operator.example.com/prices',
    title: 'Prices',
    published: '2024-02-01',
    text: 'A single ticket of the ferry costs 4 crowns from March 2024. A ferry ticket for a month has a price of 90 crowns. Children travel free.',
  },
  {
    url: 'https://news.example.net/electric',
    title: 'The ferry is electric now',
    published: '2024-06-10',
    text: 'Since June 2024 an electric vessel does the crossing to Holm. The electric vessel replaced a diesel boat of 1987 and needs eleven minutes for the crossing.',
  },
  {
    url: 'https://gardens.example.org/roses',
    title: 'Roses',
    text: 'Roses want sun and a deep soil. They are pruned in early spring.',
  },
];
