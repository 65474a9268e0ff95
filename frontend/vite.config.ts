import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where the running server is; another port or host is a matter of one variable.
const server = process.env.CALLEDIT_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/ws': { target: server, ws: true },
      '/api': { target: server },
      '/q': { target: server },
    },
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
  },
  test: {
    // The tests that draw ask for jsdom themselves: it takes seconds to start, and most don't need it.
    environment: 'node',
    restoreMocks: true,
    // Finding by role is slow in jsdom, and a busy machine makes it slower; nothing here waits for a clock.
    testTimeout: 30_000,
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
