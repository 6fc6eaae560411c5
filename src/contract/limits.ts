/**
 * Every cap and timeout of the house, with its unit in the name and its reason beside it.
 * What a user may change stands in `src/config.ts`; what the wire promises in the contract.
 */
export const limits = {
  /** Requests of a key by its tier (reference, section 0.4). */
  requests: {
    free: { minute: 60, hour: 1_000, day: 10_000 },
    pro: { minute: 200, hour: 5_000, day: 50_000 },
    max: { minute: 300, hour: 10_000, day: 100_000 },
    enterprise: { minute: 500, hour: 20_000, day: 200_000 },
    admin: { minute: 1_000, hour: 100_000, day: 1_000_000 },
  },
  /** Tasks of one tenant that run at once when nobody says: those that wait for people aside. */
  tenantTasks: 1_000,
  /** Tasks that one look for free places lets begin, and after how long a workflow that did not hear of it is told again. */
  placesALook: 200,
  placeTakeoverMs: 10_000,
  /** Contract, section 3. Counted in code points, as the published Python client counts. */
  queryCharacters: 10_000,
  /** Bodies above it are refused before they are parsed; room for a full context and its JSON escapes. */
  bodyBytes: 4 * 1024 * 1024,
  /** The submission travels in the workflow's input, where the engine's hard limit is 2 MiB. */
  submissionBytes: 1_000_000,
  /** Deeper JSON is refused, so that no recursive reader can be driven out of its stack. */
  jsonDepth: 64,
  idempotencyKeyCharacters: 255,
  /** Title of a session, in code points (reference, section 7). */
  titleCharacters: 60,
  /** Turns of a session's history that one answer holds when nobody says, and at most: results may be long. */
  historyPage: 1_000,
  /** Events that one answer on a session's turns holds at most (reference, section 7). */
  sessionEvents: 5_000,
  /** A session in which something has happened within this time counts as active (reference, section 7). */
  sessionActiveMs: 24 * 60 * 60 * 1_000,
  /** Contract, section 3: the window of an idempotency key. */
  idempotencyWindowMs: 24 * 60 * 60 * 1_000,
  /** Contract, section 3: how long the second of two equal requests waits for the first. */
  idempotencyWaitMs: 10_000,
  /** A start that nobody confirmed is tried again by its key only after the first tryer must have given up. */
  idempotencyTakeoverMs: 2_000,
  /** Deadline of one call to the engine; a client waits no longer than this for the engine to answer. */
  engineCallMs: 5_000,
  /** Deadline of a workflow start: a slow disk may hold it, and giving up early only makes the sweep work. */
  engineStartMs: 8_000,
  /** Rows whose start nobody confirmed for so long were never acknowledged (design, way of a task, 1). */
  unconfirmedMs: 30_000,
  /** Outer bound of a task's workflow, pauses included: a stuck one would run for ever. */
  executionTimeoutMs: 30 * 24 * 60 * 60 * 1_000,
  /** Contract, section 3: the task's own limit. */
  timeoutSeconds: { least: 1, most: 86_400, simple: 600, standard: 1_800, complex: 3_600 },
  /** A task that is over its own limit by so much has no worker to end it; the sweep does. */
  overdueMs: 60_000,
  /** A cancel that no worker has taken for so long is carried out by the sweep. */
  cancelGraceMs: 3_000,
  /** A task that ended with its deleted session stays so long, for those who follow it to its end. */
  deletedTaskMs: 5_000,
  /** Rows that one round of the sweep compares with the engine, and how many at once. */
  sweepRows: 200,
  sweepConcurrency: 8,
  /** LLM_PARTIAL rows go a day after the end; the whole text stays. */
  partialRetentionMs: 24 * 60 * 60 * 1_000,
  /** Seconds that an approval, and a plan under review, wait for a person: when nobody says, and at most. */
  approvalSeconds: { fallback: 3_600, most: 604_800 },
  reviewSeconds: { fallback: 900, most: 604_800 },
  /** Times that a plan is shown to a reviewer (reference, section 6.1). */
  reviewRounds: 10,
  /** Longest message to a running task, and how many it takes. */
  messageBytes: 32_768,
  messages: 100,
  /** Heartbeats carry cancellation to a model call: often enough to abort it well within a second. */
  heartbeatEveryMs: 300,
  /** Without a heartbeat for so long a call is lost with its worker, and another takes it over. */
  heartbeatTimeoutMs: 5_000,
  /** A workflow task that waits so long for the worker that knows the task goes to any worker. */
  stickyWaitMs: 2_000,
  /** Attempts of one model call, the first included. */
  modelAttempts: 6,
  /** First and longest wait between attempts when the provider names none. */
  modelRetryFirstMs: 1_000,
  modelRetryMostMs: 60_000,
  /** Text of a running answer is written to the log at most so often a stream. */
  partialEveryMs: 20,
  /** Its first piece waits so long for what comes with it: an answer that is whole by then needs one write in all. */
  partialFirstMs: 5,
  /** Event messages that repeat a model's text are cut here; the whole text stands in the final output. */
  agentOutputCharacters: 10_000,
  /** Excerpt of the query in the workflow's memo: the memo stays under 2 KB. */
  memoQueryCharacters: 200,
  /** Earlier turns that reach the model: window in messages (reference: 5 to 200, default 50). */
  historyMessages: { least: 5, most: 200, fallback: 50 },
  /** So long a worker holds what it has to write while the store is gone, before it gives the attempt up. */
  storeOutageMs: 120_000,
  /** Share of a model's window that earlier turns may fill. */
  historyShare: 0.5,
  /** The same for the calls of a task of several steps, each of which shows them anew. */
  innerHistoryShare: 0.2,
  /** Of what a window leaves beside the answer, the share that a prompt made of texts may fill: tokenizers differ. */
  promptShare: 0.9,
  /** Events that one read of the log brings at most. */
  eventPage: 500,
  /** Events of a log that stand in for a history: more than any task tells. */
  timelineEvents: 10_000,
  /** What a timeline says of a failure, where its payloads were not asked for (reference, section 5.3). */
  timelineMessageCharacters: 200,
  /** Comment line that keeps proxies from closing an idle stream. */
  streamHeartbeatMs: 10_000,
  /** Calls in which one task sums up what its session has said before: a very old session may take more tasks. */
  recallCalls: 8,
  /** Share of a window that the turns may fill which one call sums up. */
  recallShare: 0.6,
  /** How long a task waits for another one that sums the same session up. */
  recallWaitMs: 60_000,
  /** Reference, section 3.3: pings of a WebSocket, and after how much silence its client counts as gone. */
  socketPingMs: 20_000,
  socketSilenceMs: 60_000,
  /** Longest message that a client may send over a WebSocket of events; none is read. */
  socketMessageBytes: 512,
  /** A WebSocket with more than this before it gets nothing new until its client has taken some. */
  socketBufferBytes: 256 * 1024,
  /** How often a process looks for new tasks of the sessions that are followed. */
  sessionLookMs: 500,
  /** A task may become visible so much later than one that was created after it. */
  sessionOverlapMs: 2_000,
  /** Tasks that a stream of a session tells side by side; the id of an event names each of them. */
  sessionTasksAtOnce: 20,
  /** One try at a webhook, from the connection to the answer. */
  webhookMs: 15_000,
  /** Tries, and the first and longest wait between them: a receiver may be away for three hours. */
  webhookAttempts: 15,
  webhookRetryFirstMs: 1_000,
  webhookRetryMostMs: 60 * 60 * 1_000,
  /** Outer bound of a delivery: what is pending after it was stopped from outside. */
  webhookExecutionMs: 2 * 24 * 60 * 60 * 1_000,
  /** Deliveries that one look hands to the engine, and after how long another process takes them over. */
  webhooksALook: 50,
  webhookTakeoverMs: 10_000,
  /** Tries that one worker makes at once: each waits for its receiver most of the time. */
  webhooksAtOnce: 50,
  /** Characters of a result that a webhook is told; the whole stands in the status. */
  webhookResultCharacters: 100_000,
  /** Answer tokens that a budgeted call must be allowed at least to be worth making. */
  budgetLeastOutputTokens: 16,
  /** Steps of a plan: when nobody says, and at most. */
  planSteps: { fallback: 8, most: 20 },
  /** Turns of one agent: when nobody says, and at most (contract: max_iterations). */
  agentTurns: { fallback: 10, most: 50 },
  /** Agents of one task at work at once. */
  agentsAtOnce: { fallback: 5, most: 20 },
  /** Calls that one turn may want; the others are told of and not made. */
  toolCallsATurn: 8,
  toolNameCharacters: 64,
  /** Summaries of activities in the engine: its limit is 400 bytes. */
  summaryCharacters: 100,
  /** Model turns and tool calls of one task: at 8 events each its history stays under 4,096 (and 2 MB). */
  taskCalls: 400,
  /** Of these so many are kept for the end: each step of the largest plan must still answer, twice asked, and the join. */
  closingCalls: 60,
  /** Model calls, searches and pages of a research task: at 8 events each its history stays under 2,000 (and 2 MB). */
  researchCalls: 240,
  /** Of these so many are kept for what follows the gathering: writing, judging, mending, facts. */
  researchClosingCalls: 70,
  /** Rounds of filling gaps: each adds its judgement and its searches to the history, which stays under 2 MB. */
  researchRounds: 15,
  /** Addresses travel through the history too; a page whose address is longer is seldom one to cite. */
  researchUrlCharacters: 1_000,
  /** Claims that one call judges or mends, facts that one call finds. */
  claimsACall: 12,
  /** Calls that mend sentences, or look for facts, at most. */
  mendCalls: 4,
  factCalls: 4,
  /** Times that an agent may make the same call, or fail in a row, before it must answer. */
  sameCalls: 2,
  failedTurns: 3,
  /** Attempts of one tool call, the first included: the tool itself says whether another may help. */
  toolAttempts: 3,
  /** Longest tool call, queueing and repeats left aside. */
  toolCallMs: 10 * 60 * 1_000,
  /** What a model sees of a tool's text; the whole is kept and can be read on. */
  toolExcerptCharacters: 8_000,
  /** What one reading of a kept text gives at most. */
  artifactPartCharacters: 20_000,
  /** Answer tokens of calls whose answer only the house reads: plans, judgements, turns of agents. */
  innerAnswerTokens: 8_000,
  /** Share of a model's window that an agent's conversation may fill. */
  agentShare: 0.6,
  /** Days that the ledger of spendings is kept at least: budgets of a month that are set late count from its first. */
  ledgerDays: 62,
  /** How long a call waits for others to give back what they reserved of the budget. */
  budgetWaitMs: 120_000,
  /** Pages that one research task keeps: above what any strategy reads; at the length below 60 MB a task at most. */
  researchPages: 300,
  /** UTF-16 units that are kept of one page: books are cut, articles and reports are not. */
  researchPageCharacters: 200_000,
  /** Text that one tool call gives back at most; longer is cut, and the model is told. */
  toolTextCharacters: 200_000,
  schedule: {
    nameCharacters: 200,
    descriptionCharacters: 2_000,
    /** All that a schedule says: the engine gives it to each run and shows it with each description. */
    characters: 100_000,
    /** Limit of a run of which nobody says another (reference, section 8). */
    timeoutSeconds: 3_600,
    /** A firing that was missed, because nothing ran here, is made up for within so long. */
    catchupSeconds: { least: 60, most: 7 * 86_400, fallback: 3_600 },
    /** So often the sweep looks whether a schedule was deleted in the engine itself; reads see it at once. */
    checkedMs: 10 * 60_000,
    /** A run that could not be submitted for so long is given up: the next one is then due at the earliest. */
    submitMs: 60 * 60_000,
  },
  /** A call that would wait longer for its turn in a session is refused instead (reference: auto-wait up to 30 s). */
  toolPaceWaitMs: 30_000,
} as const;
