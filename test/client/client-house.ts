import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspaces } from '../../src/providers/workspace';
import { House } from '../support/house';
import { pythonInstallMs, pythonPrograms } from '../support/python';
import { testTool } from '../support/tools';

/** A house that the published client is tried on: a tool, a session with a file, and where the client's programs are. */
export interface ClientHouse {
  house: House;
  programs: string;
}

/** Opens one for a test file, before its tests, and closes it after them; `file` is of the session named. */
export function openClientHouse(session: string, file: string): ClientHouse {
  const opened = {} as ClientHouse;
  let root: string;
  beforeAll(async () => {
    opened.programs = await pythonPrograms();
    root = await mkdtemp(join(tmpdir(), 'holdfast-client-'));
    const workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
    await workspaces.open('acme', session).write(file, Buffer.from('# Plan\n'));
    opened.house = await House.open({
      workspaces,
      tools: [testTool('look_up', ({ input }) => `What is known of ${input}.`)],
    });
  }, pythonInstallMs);
  afterAll(async () => {
    await opened.house.close();
    await rm(root, { recursive: true, force: true });
  });
  beforeEach(() => opened.house.model.reset());
  return opened;
}
