import type { ApprovalList } from '../../src/contract/approvals';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { eventually, House } from '../support/house';
import { researcher } from '../support/research-brain';

let web: CorpusWeb;
let house: House;
beforeAll(async () => {
  web = openCorpusWeb(ferryPages);
  const approvalPolicy = { tools: ['web_search'], dangerous: false };
  house = await House.open({ tools: web.tools, pages: web.pages, approvalPolicy });
});
afterAll(async () => {
  await house.close();
  await web.close();
});

const query = 'What is the harbour ferry of Vessby, and what does a ticket cost?';
const submit = (more: object = {}) => {
  house.model.reset();
  house.model.answer(researcher());
  return house.submit({ query, force_research: true, ...more });
};

test('where the server has people asked before each search, research that asks nobody searches nothing', async () => {
  const view = await house.ended(await submit());
  expect(view.status).toBe('TASK_STATUS_FAILED');
  expect(view.error).toContain('This server asks for approval of each call of web_search.');
  expect(view.error).toContain('require_approval');
});

test('once its plan is approved it searches', async () => {
  const id = await submit({ require_approval: true });
  const [approval] = await eventually(
    async () => (await house.call<ApprovalList>('GET', '/api/v1/approvals')).body.approvals,
    (found) => found.length === 1,
  );
  await house.call('POST', '/api/v1/approvals/decision', {
    body: { workflow_id: id, approval_id: approval?.approval_id, approved: true },
  });
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', error: '' });
  expect(view.metadata['citations']).toHaveLength(3);
});
