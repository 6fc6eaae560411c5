import fc from 'fast-check';

/** What a section may end with that is no part of it: lists of sources of its writer, and what breaks off. */
export const ending: fc.Arbitrary<string> = fc.constantFrom(
  '',
  '',
  '',
  '\n\n## Sources\n\n[p1] A title. https://x.example/1\n[p2] Another title. https://x.example/2',
  '\n\n**References**\n1. [p3] A paper, 2020\n2. [p4] Another paper',
  '\n\nSources: [p1], [p2], [p5]',
  '\n\n---\n[1] A title https://x.example/1\n[2] Another https://x.example/2',
  '\n\n## 参考文献\n- [p1] 題名 https://x.example/1\n- [p2] 題名',
  '\n\n来源：\n1. [p1] 标题 https://x.example/1',
  '\n\n출처\n- [p2] 제목',
  '\n\n## المصادر\n[p١] عنوان https://x.example/1',
  '\n\n### Quellen\n* [p1]: https://x.example/1',
  '\n\n[p1]: https://x.example/1\n[^p2]: https://x.example/2\n[3]: https://x.example/3',
  '\n\n## Sources\n',
  ' [p1',
  ' [p',
  ' [p1, p',
  ' [',
  ' [12',
  '\n\n```\nx = a[3]',
  '\n\n`x[3]',
  '\n\n~~~~\n[p1]\n~~~',
);
