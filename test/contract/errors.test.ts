import express from 'express';
import fc from '../support/properties';
import pino from 'pino';
import request from 'supertest';
import { answerErrors } from '../../src/api/errors';
import { ApiError, ErrorBody, errorCatalogue, type ErrorCode } from '../../src/contract/errors';

const codes = Object.keys(errorCatalogue) as ErrorCode[];

/** An app that throws on every call, behind the handler that all of the API has. */
function thrower(error: () => unknown): express.Express {
  const app = express();
  app.use(() => {
    throw error();
  });
  app.use(answerErrors(pino({ level: 'silent' })));
  return app;
}

test.each(codes)('%s is answered as JSON, with its code and its text', async (code) => {
  const { status, text } = errorCatalogue[code];
  const answer = await request(thrower(() => new ApiError(code))).get('/');
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(answer.body).toEqual({ error: text });
  expect(ErrorBody.parse(answer.body)).toEqual({ error: text });
});

test.each(codes)('%s is a code of errors and a sentence of one line', (code) => {
  const { status, text } = errorCatalogue[code];
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(600);
  // Texts of the routes of files begin small, as the reference has them; one of several sentences ends with its stop.
  expect(text).toMatch(text.includes('. ') ? /^[A-Za-z][^\n]+\.$/ : /^[A-Za-z][^\n]+[^.\s]$/);
});

test('a sentence and headers of its own travel with the code', async () => {
  const app = thrower(() => new ApiError('conflict', 'Not "now" – später', { 'Retry-After': '1' }));
  const answer = await request(app).get('/');
  expect([answer.status, answer.headers['retry-after'], answer.body]).toEqual([
    409,
    '1',
    { error: 'Not "now" – später' },
  ]);
});

test('whatever is thrown, the answer is JSON and tells nothing of it', async () => {
  const secret = 'sk-secret-0123456789';
  const kinds: ((text: string) => unknown)[] = [
    (text) => new Error(text),
    (text) => Object.assign(new TypeError(text), { type: text }),
    (text) => text,
    (text) => ({ message: text, status: 200, statusCode: 201, headers: { 'x-a': text } }),
    () => Object.create(null) as unknown,
  ];
  const property = fc.asyncProperty(fc.constantFrom(...kinds), fc.string(), async (make, text) => {
    const answer = await request(thrower(() => make(`${secret}${text}`))).get('/');
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({ error: 'Internal error' });
    expect(JSON.stringify([answer.text, answer.headers])).not.toContain(secret);
  });
  await fc.assert(property, { numRuns: 30 });
});
