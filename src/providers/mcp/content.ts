import type { ToolOutput } from '../../contract/tools';
import type { CallResult } from './sdk';

type Block = CallResult['content'][number];
/** More structured data than this is left to the text, which is cut where a model stops reading. */
const mostOutputCharacters = 500_000;

/** What a server's answer is as a tool's: text for the model, data for clients. Pictures and sounds become a note. */
export function outputOf({ content, structuredContent }: CallResult): ToolOutput {
  const hasText = content.some(({ type }) => type === 'text');
  const parts = content.map(textOf);
  if (structuredContent !== undefined && !hasText) parts.push(JSON.stringify(structuredContent));
  const text = parts.filter((part) => part !== '').join('\n') || 'The tool ended and said nothing.';
  const output = structuredContent ?? { content: content.map(dataOf) };
  const characters = JSON.stringify(output).length;
  if (characters <= mostOutputCharacters) return { text, output };
  return { text, output: { left_out: `${characters} characters of data` } };
}

/** What the text blocks of an answer say, as one line: the reason of a failure. */
export function reasonOf({ content }: CallResult): string {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join(' ');
  const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, 1_000).toWellFormed();
  return line === '' ? 'it gave no reason.' : line;
}

function textOf(block: Block): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'image':
    case 'audio':
      return `[${block.type}: ${block.mimeType}, ${bytesOf(block.data)} bytes]`;
    case 'resource_link':
      return `[link: ${[block.name, block.uri, block.mimeType, block.description].filter(Boolean).join(', ')}]`;
    case 'resource': {
      const { resource } = block;
      if ('text' in resource) return `[resource ${resource.uri}]\n${resource.text}`;
      return `[resource ${resource.uri}: ${resource.mimeType ?? 'unknown type'}, ${bytesOf(resource.blob)} bytes]`;
    }
    default:
      return '';
  }
}

/** A block for clients, without the bytes of pictures, sounds and files. */
function dataOf(block: Block): object {
  switch (block.type) {
    case 'image':
    case 'audio':
      return { type: block.type, mime_type: block.mimeType, bytes: bytesOf(block.data) };
    case 'resource': {
      const { resource } = block;
      const type = { uri: resource.uri, mime_type: resource.mimeType ?? null };
      if ('text' in resource) return { type: 'resource', ...type, text: resource.text };
      return { type: 'resource', ...type, bytes: bytesOf(resource.blob) };
    }
    case 'text':
      return { type: 'text', text: block.text };
    case 'resource_link':
      return { type: 'resource_link', uri: block.uri, name: block.name, mime_type: block.mimeType ?? null };
    default:
      return {};
  }
}

function bytesOf(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}
