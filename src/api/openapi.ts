import { z } from 'zod';
import {
  ApprovalDecisionAnswer,
  ApprovalDecisionRequest,
  ApprovalList,
  PendingApproval,
} from '../contract/approvals';
import {
  CancelAnswer,
  ControlRequest,
  ControlState,
  MessageAnswer,
  MessageRequest,
  PauseAnswer,
} from '../contract/control';
import { BudgetList, BudgetRequest, BudgetView } from '../contract/budgets';
import { ErrorBody } from '../contract/errors';
import { TaskEvent, TaskEventList } from '../contract/events';
import { ResearchPageList, ResearchPageText } from '../contract/research';
import { ReviewAnswer, ReviewRequest, ReviewState } from '../contract/review';
import {
  CreateScheduleRequest,
  ScheduleChanged,
  ScheduleCreated,
  ScheduleList,
  ScheduleRun,
  ScheduleRunList,
  ScheduleView,
  UpdateScheduleRequest,
} from '../contract/schedules';
import { SessionTitleRequest } from '../contract/session-title';
import {
  Session,
  SessionEvent,
  SessionEvents,
  SessionHistory,
  SessionHistoryItem,
  SessionList,
  SessionListItem,
  SessionTitle,
  SessionTurn,
} from '../contract/sessions';
import { SessionFile, SessionFileContent, SessionFileList } from '../contract/session-files';
import { Budget, ResponseFormat } from '../contract/settings';
import { SubmitRequest } from '../contract/submission';
import { SubmitAnswer, SubmitStreamAnswer, TaskList, TaskListItem, TaskView } from '../contract/task';
import { ExecuteAnswer, ExecuteRequest, ToolListItem } from '../contract/tool-execution';
import { ToolDescription } from '../contract/tools';
import { budgetPaths } from './openapi-budget-paths';
import { controlPaths } from './openapi-control-paths';
import { Timeline, TimelineEvent, TimelineKept } from '../contract/timeline';
import { DeliveryAttempt, Webhook, WebhookBody, WebhookLog } from '../contract/webhook';
import type { Json } from './openapi-parts';
import { openPaths, taskPaths } from './openapi-paths';
import { followingPaths } from './openapi-following-paths';
import { pagePaths } from './openapi-page-paths';
import { withRequestLimits } from './openapi-request-limits';
import { schedulePaths } from './openapi-schedule-paths';
import { sessionPaths } from './openapi-session-paths';
import { sessionFilePaths, toolPaths } from './openapi-tool-paths';

const answered = {
  TaskView,
  SubmitAnswer,
  SubmitStreamAnswer,
  TaskList,
  TaskListItem,
  TaskEvent,
  TaskEventList,
  Timeline,
  TimelineEvent,
  TimelineKept,
  DeliveryAttempt,
  WebhookBody,
  WebhookLog,
  CancelAnswer,
  PauseAnswer,
  ControlState,
  MessageAnswer,
  ReviewState,
  ReviewAnswer,
  PendingApproval,
  ApprovalList,
  ApprovalDecisionAnswer,
  ToolDescription,
  ToolListItem,
  ExecuteAnswer,
  Session,
  SessionList,
  SessionListItem,
  SessionHistory,
  SessionHistoryItem,
  SessionEvents,
  SessionTurn,
  SessionEvent,
  SessionTitle,
  SessionFile,
  SessionFileList,
  ResearchPageList,
  ResearchPageText,
  SessionFileContent,
  ScheduleView,
  ScheduleList,
  ScheduleCreated,
  ScheduleChanged,
  ScheduleRun,
  ScheduleRunList,
  BudgetView,
  BudgetList,
  ErrorBody,
};
const asked = {
  SubmitRequest,
  ControlRequest,
  SessionTitleRequest,
  MessageRequest,
  ReviewRequest,
  ApprovalDecisionRequest,
  ExecuteRequest,
  Budget,
  ResponseFormat,
  CreateScheduleRequest,
  UpdateScheduleRequest,
  Webhook,
  BudgetRequest,
};

/** The API as an OpenAPI 3.1 document; every shape in it is derived from the contract's schemas. */
export function openApiDocument(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Holdfast',
      version,
      description: 'A durable backend for AI tasks: submit a task, watch it, read its one true status.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { bearer: [] }],
    paths: withRequestLimits({
      ...taskPaths(),
      ...controlPaths(),
      ...pagePaths(),
      ...toolPaths(),
      ...sessionPaths(),
      ...sessionFilePaths(),
      ...schedulePaths(),
      ...budgetPaths(),
      ...followingPaths(),
      ...openPaths(),
    }),
    components: {
      schemas: { ...schemasOf(answered, 'output'), ...schemasOf(asked, 'input') },
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        bearer: { type: 'http', scheme: 'bearer' },
        queryKey: {
          type: 'apiKey',
          in: 'query',
          name: 'api_key',
          description: 'For streams in browsers alone.',
        },
      },
    },
  };
}

function schemasOf(schemas: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output'): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, {
    io,
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  const { __shared: shared, ...named } = made.schemas;
  const all = Object.entries({ ...named, ...(shared?.$defs as Record<string, Json> | undefined) });
  const found = Object.fromEntries(all.map(([id, schema]) => [id, omit(schema, ['$schema', '$id'])]));
  return JSON.parse(JSON.stringify(found).replaceAll(aside, '')) as Json;
}

/** Where the library puts what two schemas share, under the name that it has there; here it stands with the others. */
const aside = '__shared#/$defs/';

function omit(object: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
