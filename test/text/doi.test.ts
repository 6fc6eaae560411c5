import { doiOf } from '../../src/text/doi';

test.each([
  ['https://doi.org/10.1000/XYZ(12)34', '10.1000/xyz(12)34'],
  ['http://dx.doi.org/10.1038%2Fs41586-020-2649-2', '10.1038/s41586-020-2649-2'],
  ['See (doi:10.1234/abc.5).', '10.1234/abc.5'],
  [
    'DOI: 10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0.CO;2-2, page 3',
    '10.1002/(sici)1097-0258(19980815)17:15<1661::aid>3.0.co;2-2',
  ],
  ['参照：10.1234/abc。次', '10.1234/abc'],
  [
    'https://link.springer.com/article/10.1007/s00145-020-09371-1/fulltext.html',
    '10.1007/s00145-020-09371-1',
  ],
  ['https://onlinelibrary.wiley.com/doi/epdf/10.1111/jofi.12345', '10.1111/jofi.12345'],
  ['https://www.pnas.org/doi/full/10.1073/pnas.2024789118?x=1', '10.1073/pnas.2024789118'],
  ['https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1.full.pdf', '10.1101/2020.01.30.927871'],
  [
    'https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0262026&x=1',
    '10.1371/journal.pone.0262026',
  ],
  ['https://arxiv.org/abs/1706.03762v5', '10.48550/arxiv.1706.03762'],
  ['https://arxiv.org/pdf/math.GT/0309136.pdf', '10.48550/arxiv.math/0309136'],
  ['10.5281/zenodo.1234567 and 10.5281/zenodo.7654321', '10.5281/zenodo.1234567'],
])('%s names %s', (text, doi) => expect(doiOf(text)).toBe(doi));

test.each([
  'https://example.com/news/2024/10.5/storm',
  'Version 10.1234 of it',
  'https://arxiv.org/list/cs.CL/recent',
  'https://example.com/%E0%A4%A',
  '10.1234/',
  '',
])('%j names none', (text) => expect(doiOf(text)).toBeUndefined());
