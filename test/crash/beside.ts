import type { Started } from '../support/processes';
import type { Stack } from './stack';

const programs = { worker: 'worker.js', api: 'server.js' } as const;
type Part = keyof typeof programs;

/** A worker and an API beside `main.js`, to be killed by themselves. */
export class Beside {
  private constructor(
    private readonly stack: Stack,
    private readonly parts: Record<Part, Started & { url: string }>,
  ) {}

  /** Starts both, and has the API asked in turn with that of `main.js`. */
  static async open(stack: Stack): Promise<Beside> {
    const parts = {
      worker: await stack.startAlone(programs.worker),
      api: await stack.startAlone(programs.api),
    };
    stack.askToo(parts.api.url);
    return new Beside(stack, parts);
  }

  /** Kills one of them, and starts another in its place. */
  async crash(part: Part): Promise<void> {
    await this.parts[part].end('SIGKILL');
    this.parts[part] = await this.stack.startAlone(programs[part]);
    this.stack.askToo(this.parts.api.url);
  }
}
