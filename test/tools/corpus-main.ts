import { Corpus } from '../../src/providers/search/corpus/corpus';

/**
 * Searches a corpus outside jest, which cannot load the PDF reader, and prints what was found and logged as JSON:
 *
 *     node --require ./test/support/typescript.cjs test/tools/corpus-main.ts <folder> <query>
 */
async function main([folder = '', query = '']: string[]) {
  const logged: object[] = [];
  const corpus = new Corpus(folder, { warn: (fields, message) => logged.push({ ...fields, message }) });
  const { signal } = new AbortController();
  const hits = await corpus.search({ query, count: 20 }, signal);
  const page = await corpus.page(hits[0]?.url ?? '', signal);
  process.stdout.write(JSON.stringify({ hits, page, logged }));
}

void main(process.argv.slice(2));
