/** Runs before each test file: at the file's end everything it has opened is closed. */
import { afterAll } from 'vitest';
import { endFile } from './ending.ts';

afterAll(endFile, 60_000);
