/** Builds the pages into `dist/`, each text asset also as .br and .gz so that the server compresses nothing. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const SMALLEST_WORTH_BYTES = 1024;

function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir, 'assets');
    },
    closeBundle() {
      for (const name of readdirSync(folder)) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const bytes = readFileSync(join(folder, name));
        if (bytes.length < SMALLEST_WORTH_BYTES) continue;
        // Quality 9: a tenth of the time of 11 for 5 % more bytes; the build runs on the customer's machine.
        const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes));
      }
    },
  };
}

/**
 * antd hands its nonce to the styles of its components, but its helpers for scroll bars and for holding the page still
 * under a drawer insert theirs without one, and the content security policy refuses them. The nonce of the page is
 * therefore the default where all of them end.
 */
function nonceEverywhere(): Plugin {
  const file = '@rc-component/util/es/Dom/dynamicCSS.js';
  const before = 'if (csp?.nonce) {';
  let found = false;
  return {
    name: 'nonce-everywhere',
    apply: 'build',
    transform(code, id) {
      if (!id.includes(file)) return undefined;
      found = code.includes(before);
      const nonce = "document.querySelector('meta[name=csp-nonce]')?.content";
      return {
        code: code.replace(before, `styleNode.nonce = ${nonce} ?? '';\n  ${before}`),
        map: null,
      };
    },
    buildEnd() {
      if (!found) this.error(`${file} has changed: look where its style tags get their nonce`);
    },
  };
}

/** Where `npx vite` finds the running server. */
const API = process.env.ZHENGCE_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), nonceEverywhere(), precompress()],
  // An inline data: script or font would break the content security policy.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // What every page needs is one file: a first visit asked for ninety small ones before.
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
      // A page that takes three things from the kit's index must not load all of it.
      treeshake: {
        moduleSideEffects: [{ test: /\/src\/(?!app\/web\/).*\.tsx?$/, sideEffects: false }],
      },
    },
  },
  // `npx vite` while writing pages: the server answers behind it.
  server: { proxy: { '/api': API } },
});
