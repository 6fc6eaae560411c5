import { ToolError } from '../tools/tool-error';

/** Names that start so are the workspace's own (files half written); nobody may use or see them. */
export const reservedPrefix = '.holdfast-';

const most = { pathBytes: 1_000, nameBytes: 200, depth: 20 };
/** Characters that nobody sees, or that turn the order of others: format, controls, lone surrogates, fillers. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Not names on Windows, where a colon opens a second stream of a file. */
const foreign = /[<>:"|?*]/;
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Strokes that look like a separator and that compatibility forms do not fold into one. */
const likeSlash = /[\u2044\u2215\u2216\u29F5\u29F8\u29F9\uFF3C\uFF0F]/u;

/**
 * The names that a relative path is made of, in NFC; none for the workspace itself (`.` or nothing). Throws
 * `ToolError` for every path that could lead out of the workspace, or means different files on different machines.
 */
export function cleanPath(path: string): readonly string[] {
  if (Buffer.byteLength(path) > most.pathBytes) throw new ToolError('The path is too long.');
  const refuse = (why: string) => new ToolError(`Invalid path ${JSON.stringify(path)}: ${why}`);
  if (hidden.test(path)) throw refuse('it holds control or invisible characters.');
  const clean = path.normalize('NFC');
  if (clean.includes('\\')) throw refuse('use forward slashes.');
  if (clean.startsWith('/') || /^[a-z]:/i.test(clean) || clean.startsWith('~')) {
    throw refuse('use a path relative to the workspace.');
  }
  const names = clean.split('/').filter((name) => name !== '' && name !== '.');
  if (names.length > most.depth) throw refuse('it is nested too deeply.');
  for (const name of names) {
    const why = wrongWith(name);
    if (why !== undefined) throw refuse(why);
  }
  return names;
}

/** What makes two names one on disks that do not tell upper from lower case. */
export function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}

function wrongWith(name: string): string | undefined {
  if (/^\.+$/.test(name)) return 'it may not lead out of the workspace.';
  if (Buffer.byteLength(name) > most.nameBytes) return 'one of its names is too long.';
  if (foreign.test(name) || device.test(name)) return 'one of its names is not allowed on every system.';
  if (/^\s|[\s.]$/.test(name)) return 'a name may not begin with a space nor end with a space or a dot.';
  if (name.toLowerCase().startsWith(reservedPrefix)) return 'that name is reserved.';
  for (const character of name) {
    if (character <= '~') continue;
    if (likeSlash.test(character) || /[/\\.:\s]/.test(character.normalize('NFKC'))) {
      return 'it holds a character that looks like a slash, a dot or a space.';
    }
  }
  return undefined;
}
