import { snippetOf } from '../../src/providers/search/corpus/snippet';
import { tokenize } from '../../src/text/tokens';

test('the snippet is the passage that the query is about', () => {
  const filler = 'The weather was fine and the road was long. '.repeat(200);
  const text = `${filler}The lighthouse keeper recorded every storm. ${filler}`;
  const snippet = snippetOf(text, tokenize('lighthouse storm'));
  expect(snippet).toMatch(/^… The lighthouse keeper recorded every storm\./);
  expect(snippet.length).toBeLessThanOrEqual(600);
  const japanese = `${'天気がよかった。'.repeat(300)}灯台守は嵐を記録した。${'道は長かった。'.repeat(300)}`;
  expect(snippetOf(japanese, tokenize('灯台守 嵐'))).toMatch(/^… 灯台守は嵐を記録した。/);
  expect(snippetOf('Only this.', ['nowhere'])).toBe('Only this.');
  const apart = `${filler}A keeper of a lighthouse. ${filler}The lighthouse stood alone. Its keeper saw the storm. ${filler}`;
  expect(snippetOf(apart, tokenize('lighthouse keeper storm'))).toMatch(/^… The lighthouse stood alone\./);
});
