// Fixes what fast-check draws, so that a test run fails by what was changed and not by chance: `npm run properties` looks for more.
// @ts-check
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['PROPERTY_SEED'] ?? 1) })
