import type { Behaviour, ModelCall } from '../../support/model-server';
import type { Stack } from '../stack';

/** Something that goes on while parts of the house are killed, and what must be true of it once nothing is any more. */
export interface Scene {
  /** How the model answers a call of it. */
  answer(call: ModelCall): Behaviour;
  /** Does what it is about, however often it must ask. */
  play(): Promise<void>;
  /** Waits until all is quiet, and expects what must be so whatever was killed; `accidents` says how often something was. */
  check(accidents: number): Promise<void>;
  /** Ends what it has of its own; called in any case. */
  close?(): Promise<void>;
}

/** Where a scene plays. */
export interface Stage {
  readonly stack: Stack;
  /** Stands in all that is asked in the scene, and in nothing else. */
  readonly name: string;
  readonly random: () => number;
}

/** What a model says that answers a query in pieces, each after a moment. */
export function inPieces({ random }: Stage, query: string): Behaviour {
  return { pieces: piecesOf(query), delayMs: 10 + random() * 60 };
}

/** The pieces of such an answer. */
export function piecesOf(query: string): string[] {
  return Array.from({ length: 12 }, (_, index) => `${query}-${index} `);
}

/** Submits a task, again and again until it is taken; returns its id. */
export async function submit({ stack }: Stage, body: object, key: string): Promise<string> {
  const headers = { 'Idempotency-Key': key };
  const order = { body, headers, fits: ({ status }: { status: number }) => status === 200 };
  return (await stack.ask<{ task_id: string }>('POST', '/api/v1/tasks', order)).body.task_id;
}
