import type { Session, SessionList } from '../../src/contract/sessions';
import { SessionTitle } from '../../src/contract/sessions';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open({ worker: false });
});
afterAll(() => house.close());

const session = async (id: string) => (await house.call<Session>('GET', `/api/v1/sessions/${id}`)).body;

const rename = (id: string, body: unknown) =>
  house.call<SessionTitle>('PATCH', `/api/v1/sessions/${id}`, { body });

test('a title is kept as it is given, and shown wherever a client looks for it', async () => {
  await house.submit({ query: 'hi', session_id: 'titled' });
  const before = await session('titled');
  const answer = await rename('titled', { title: '  Ünïcode 名前 🦀  ', other: 1 });
  expect(answer).toMatchObject({ status: 200, body: { session_id: 'titled', title: 'Ünïcode 名前 🦀' } });
  expect(SessionTitle.parse(answer.body)).toEqual(answer.body);
  const after = await session('titled');
  expect(after).toMatchObject({
    title: 'Ünïcode 名前 🦀',
    context: { external_id: 'titled', title: 'Ünïcode 名前 🦀' },
  });
  expect(after.updated_at > before.updated_at).toBe(true);
  const { sessions } = (await house.call<SessionList>('GET', '/api/v1/sessions?limit=100')).body;
  expect(sessions.find(({ id }) => id === 'titled')?.title).toBe('Ünïcode 名前 🦀');
});

test.each([
  ['a\u200bb\u202ec\u0007', 'abc'],
  ['x'.repeat(60), 'x'.repeat(60)],
  ['🦀'.repeat(60), '🦀'.repeat(60)],
  [`${'x'.repeat(60)}\u200b  `, 'x'.repeat(60)],
])('the title %j becomes %j', async (title, kept) => {
  await house.submit({ query: 'hi', session_id: 'retitled' });
  expect((await rename('retitled', { title })).body.title).toBe(kept);
});

test.each([
  [{ title: '' }, 'Title cannot be empty'],
  [{ title: ' \n\t ' }, 'Title cannot be empty'],
  [{}, 'Title cannot be empty'],
  [{ title: '\u0000' }, 'Invalid request body: text must not contain NUL characters'],
  [{ title: '\u0007\u200b' }, 'Title cannot contain only control characters'],
  [{ title: 'x'.repeat(61) }, 'Title must be 60 characters or less'],
  [{ title: '🦀'.repeat(61) }, 'Title must be 60 characters or less'],
  [{ title: 5 }, 'Invalid request body'],
  [[], 'Invalid request body'],
  ['{', 'Invalid request body: it is not valid JSON'],
  ['"\\ud800"', 'Invalid request body: text must be valid Unicode (it has a lone surrogate)'],
])('%j is refused as a title', async (body, error) => {
  await house.submit({ query: 'hi', session_id: 'untitled' });
  expect(await rename('untitled', body)).toMatchObject({ status: 400, body: { error } });
  expect((await session('untitled')).title).toBeNull();
});

test('a title is given to nothing that is not there', async () => {
  const error = 'Session not found';
  expect(await rename('nowhere', { title: 'x' })).toMatchObject({ status: 404, body: { error } });
});
