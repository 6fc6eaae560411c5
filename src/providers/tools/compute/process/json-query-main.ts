import { queryJson } from './query-json';
import { serve } from './serve';

serve(({ expression, data = 'null' }) => queryJson(expression, data));
