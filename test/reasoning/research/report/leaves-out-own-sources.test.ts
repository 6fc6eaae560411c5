import { cited, reportOf } from '../../../support/cited-report';

test.each([
  '## Sources\n\n[p3] A title. https://x.example\n[p4] Another title. https://y.example',
  '**References:**\n1. [p3] Smith, A paper, 2020\n2. [p4] Jones, Another paper',
  '### 7. References\n\n- Smith (2020): A paper\n- Jones (2021): Another',
  'Sources: [p3], [p4]',
  '---\n\n[1] A title, https://x.example\n[2] Another, https://y.example',
  '# 参考文献\n- [p3] 題名 https://x.example',
  '出典：\n・[p3] 題名\n・[p4] 題名',
  '**来源**\n1. 标题 https://x.example',
  '출처\n- [p3] 제목',
  '## المصادر\n[p٣] عنوان https://x.example',
  '## Quellenverzeichnis\n* Müller, Ein Titel, 2020',
  '[p3]: https://x.example\n[^p4]: Title, https://y.example\n[1]: https://z.example',
  '📚 **Sources**\n\n- https://x.example\n- https://y.example',
])('the list %j of the writer goes', (list) => {
  expect(cited(`It grew [p3]. It fell [p4].\n\n${list}`)).toBe('It grew [1]. It fell [2].');
  expect(reportOf(`It grew [p3].\n\n${list}`).ownLists).toBe(1);
});

test('a list in the middle of a section goes, and what comes after it stays', () => {
  const text = 'It grew [p3].\n\n## Sources\n- [p3] https://x.example\n\n## Outlook\n\nIt falls [p4].';
  expect(cited(text)).toBe('It grew [1].\n\n## Outlook\n\nIt falls [2].');
});

test.each([
  '## Sources\n\nThe river has three sources in the mountains, and all of them are protected [p3].',
  '## Quellen\n\n- Solarenergie liefert 20 Prozent des Stroms im Land [p3].\n- Wind liefert 30 Prozent [p4].',
  'References to the treaty are found in each later one [p3].',
  '## 来源\n\n大部分能源来自太阳能，占总量的百分之二十[p3]。',
])('%j is text and stays', (text) => {
  expect(reportOf(text).ownLists).toBe(0);
  expect(reportOf(text).text.length).toBeGreaterThan(text.length - 12);
});
