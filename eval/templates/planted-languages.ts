import { chinese } from './chinese';
import type { TemplateLanguage } from './domain';
import { english } from './english';
import { japanese } from './japanese';
import { moreChinese } from './more-chinese';
import { moreEnglish } from './more-english';
import { moreJapanese } from './more-japanese';

/** Languages with all kinds of subjects that planted tasks take: `test` has those of the templates alone. */
export const plantedLanguages: readonly TemplateLanguage[] = [
  { ...english, domains: [...english.domains, ...moreEnglish] },
  { ...japanese, domains: [...japanese.domains, ...moreJapanese] },
  { ...chinese, domains: [...chinese.domains, ...moreChinese] },
];
