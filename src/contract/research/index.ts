export * from './orders';
export * from './pages';
export * from './results';
export * from './settings';
export * from './values';
