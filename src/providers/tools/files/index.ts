import type { Workspaces } from '../../workspace';
import type { Tool } from '../port';
import { fileEdit, fileWrite } from './change';
import { fileList, fileSearch } from './look';
import { fileRead } from './read';

/** The tools for files, which work in the workspace of the session that calls. */
export function fileTools(workspaces: Workspaces): Tool[] {
  return [fileRead, fileWrite, fileList, fileSearch, fileEdit].map((make) => make(workspaces));
}
