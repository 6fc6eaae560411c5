/** Numbers of the GGUF format for the kinds of values that are written here. */
const kind = { uint32: 4, float32: 6, bool: 7, string: 8, array: 9 } as const;
const ggmlFloat32 = 0;
const alignment = 32;

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly bytes: Buffer;
}

type Value =
  string | boolean | { readonly uint32: number } | { readonly float32: number } | readonly string[];

/** Names of a BERT's tensors in the one format and in the other; `#` is the number of a layer. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^embeddings\.word_embeddings\.weight$/, 'token_embd.weight'],
  [/^embeddings\.position_embeddings\.weight$/, 'position_embd.weight'],
  [/^embeddings\.token_type_embeddings\.weight$/, 'token_types.weight'],
  [/^embeddings\.LayerNorm\.(weight|bias)$/, 'token_embd_norm.$1'],
  [/^encoder\.layer\.(\d+)\.attention\.self\.query\.(weight|bias)$/, 'blk.$1.attn_q.$2'],
  [/^encoder\.layer\.(\d+)\.attention\.self\.key\.(weight|bias)$/, 'blk.$1.attn_k.$2'],
  [/^encoder\.layer\.(\d+)\.attention\.self\.value\.(weight|bias)$/, 'blk.$1.attn_v.$2'],
  [/^encoder\.layer\.(\d+)\.attention\.output\.dense\.(weight|bias)$/, 'blk.$1.attn_output.$2'],
  [/^encoder\.layer\.(\d+)\.attention\.output\.LayerNorm\.(weight|bias)$/, 'blk.$1.attn_output_norm.$2'],
  [/^encoder\.layer\.(\d+)\.intermediate\.dense\.(weight|bias)$/, 'blk.$1.ffn_up.$2'],
  [/^encoder\.layer\.(\d+)\.output\.dense\.(weight|bias)$/, 'blk.$1.ffn_down.$2'],
  [/^encoder\.layer\.(\d+)\.output\.LayerNorm\.(weight|bias)$/, 'blk.$1.layer_output_norm.$2'],
];

/** Writes a BERT whose weights come as safetensors, with the words of its vocabulary, as a GGUF file of 32-bit floats. */
export function ggufOfBert(safetensors: Buffer, vocabulary: string): Buffer {
  const tensors = tensorsOf(safetensors);
  const words = vocabulary.split(/\r?\n/).filter((word) => word !== '');
  const embedding = tensors.find(({ name }) => name === 'token_embd.weight');
  const layers = tensors.filter(({ name }) => name.endsWith('.attn_q.weight')).length;
  const up = tensors.find(({ name }) => name === 'blk.0.ffn_up.weight');
  const positions = tensors.find(({ name }) => name === 'position_embd.weight');
  if (!embedding || !up || !positions) throw new Error('The weights are not those of a BERT.');
  const at = (word: string) => ({ uint32: words.indexOf(word) });
  const facts: Readonly<Record<string, Value>> = {
    'general.architecture': 'bert',
    'general.name': 'all-MiniLM-L6-v2',
    'bert.block_count': { uint32: layers },
    'bert.context_length': { uint32: positions.shape[0] ?? 0 },
    'bert.embedding_length': { uint32: embedding.shape[1] ?? 0 },
    'bert.feed_forward_length': { uint32: up.shape[0] ?? 0 },
    'bert.attention.head_count': { uint32: (embedding.shape[1] ?? 0) / 32 },
    'bert.attention.layer_norm_epsilon': { float32: 1e-12 },
    'bert.attention.causal': false,
    'bert.pooling_type': { uint32: 1 },
    'tokenizer.ggml.model': 'bert',
    'tokenizer.ggml.token_type_count': { uint32: 2 },
    'tokenizer.ggml.tokens': words.map(written),
    'tokenizer.ggml.unknown_token_id': at('[UNK]'),
    'tokenizer.ggml.seperator_token_id': at('[SEP]'),
    'tokenizer.ggml.padding_token_id': at('[PAD]'),
    'tokenizer.ggml.cls_token_id': at('[CLS]'),
    'tokenizer.ggml.bos_token_id': at('[CLS]'),
    'tokenizer.ggml.mask_token_id': at('[MASK]'),
  };
  return fileOf(facts, tensors);
}

/** A word that begins with a mark of its own, and one that goes on without. */
function written(word: string): string {
  if (/^\[.*\]$/.test(word)) return word;
  return word.startsWith('##') ? word.slice(2) : `\u2581${word}`;
}

function tensorsOf(file: Buffer): Tensor[] {
  const headLength = Number(file.readBigUInt64LE(0));
  const head = JSON.parse(file.toString('utf8', 8, 8 + headLength)) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  return Object.entries(head).flatMap(([name, { dtype, shape, data_offsets: [from, to] = [0, 0] }]) => {
    const own = names.find(([pattern]) => pattern.test(name));
    if (!own || dtype !== 'F32') return [];
    const bytes = file.subarray(8 + headLength + from, 8 + headLength + to);
    return [{ name: name.replace(own[0], own[1]), shape, bytes }];
  });
}

function fileOf(facts: Readonly<Record<string, Value>>, tensors: readonly Tensor[]): Buffer {
  const entries = Object.entries(facts);
  const head: Buffer[] = [Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(entries.length)];
  for (const [name, value] of entries) head.push(text(name), ...valueOf(value));
  let offset = 0;
  for (const { name, shape, bytes } of tensors) {
    const sizes = [...shape].reverse().map(uint64);
    head.push(text(name), uint32(shape.length), ...sizes, uint32(ggmlFloat32), uint64(offset));
    offset += padded(bytes.length);
  }
  const start = Buffer.concat(head);
  const parts: Buffer[] = [start, Buffer.alloc(padded(start.length) - start.length)];
  for (const { bytes } of tensors) parts.push(bytes, Buffer.alloc(padded(bytes.length) - bytes.length));
  return Buffer.concat(parts);
}

function valueOf(value: Value): Buffer[] {
  if (typeof value === 'string') return [uint32(kind.string), text(value)];
  if (typeof value === 'boolean') return [uint32(kind.bool), Buffer.from([value ? 1 : 0])];
  if ('uint32' in value) return [uint32(kind.uint32), uint32(value.uint32)];
  if ('float32' in value) return [uint32(kind.float32), float32(value.float32)];
  return [uint32(kind.array), uint32(kind.string), uint64(value.length), ...value.map(text)];
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
