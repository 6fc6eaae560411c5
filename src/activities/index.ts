import type { TaskActivities } from '../contract/activities';
import type { WebhookActivities } from '../contract/webhook';
import { createRequestApproval, createSettleApproval } from './approvals';
import { createAsk } from './ask';
import { createCallModel } from './call-model';
import { createGiveUpWebhook } from './deliver-webhook';
import type { ActivityDeps } from './deps';
import { createFinishTask } from './finish-task';
import { createLookBack } from './look-back';
import { createChoosePages } from './research/choose-pages';
import { createCiteReport } from './research/cite-report';
import { createFinishResearch } from './research/finish-research';
import { createPickPassages } from './research/pick-passages';
import { createReadPages } from './research/reading';
import { createReadPage } from './research/read-page';
import { createSearchWeb } from './research/search-web';
import { createSettleClaims } from './research/settle-claims';
import { createTakeClaims } from './research/take-claims';
import { createRunTool } from './run-tool';
import { createEndTask } from './end-task';
import { createTell } from './tell';

export type { ActivityDeps, Log } from './deps';
export { createDeliverWebhook } from './deliver-webhook';
export { createScheduleActivities } from './schedules/submit-run';
export { createEndTask, type EndTaskDeps } from './end-task';

/** All activities of a worker, made with what they touch the world by. */
export function createActivities(
  deps: ActivityDeps,
): TaskActivities & Pick<WebhookActivities, 'giveUpWebhook'> {
  const readPages = createReadPages(deps);
  return {
    callModel: createCallModel(deps),
    endTask: createEndTask(deps),
    tell: createTell(deps),
    requestApproval: createRequestApproval(deps),
    settleApproval: createSettleApproval(deps),
    ask: createAsk(deps),
    lookBack: createLookBack(deps),
    runTool: createRunTool(deps),
    finishTask: createFinishTask(deps),
    searchWeb: createSearchWeb(deps),
    choosePages: createChoosePages(deps),
    readPage: createReadPage(deps),
    pickPassages: createPickPassages(deps, readPages),
    citeReport: createCiteReport(deps, readPages),
    takeClaims: createTakeClaims(deps, readPages),
    settleClaims: createSettleClaims(deps, readPages),
    finishResearch: createFinishResearch(deps, readPages),
    giveUpWebhook: createGiveUpWebhook(deps),
  };
}
