import fc from 'fast-check';

/** Property tests draw the same cases on every machine; FORESPOT_TEST_SEED=<number> draws others. */
fc.configureGlobal({ seed: Number(process.env['FORESPOT_TEST_SEED'] ?? 1) });
