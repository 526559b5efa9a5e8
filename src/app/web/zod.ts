/**
 * Must be imported before any schema: without `jitless` zod probes `new Function`, which the content security policy
 * refuses and reports. Complaints of a schema checked in the browser are in Chinese.
 */
import { z } from 'zod';
import zhCN from 'zod/v4/locales/zh-CN.js';

z.config({ jitless: true, ...zhCN() });
