export { clientOn, connectEngine, engineSettings, type EngineAddress, type EngineSettings } from './connect';
export type { EngineEnd, EngineView } from './description';
export { Gateway, type GatewayOptions } from './gateway';
