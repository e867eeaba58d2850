// Lets Node run sources that write `./x.js` for `./x.ts`, as TypeScript wants it: `node --import`.
import { registerHooks } from 'node:module'

registerHooks({
  resolve: (specifier, context, next) => {
    try {
      return next(specifier, context)
    } catch (error) {
      const source = specifier.replace(/\.js$/, '.ts')
      if (error?.code !== 'ERR_MODULE_NOT_FOUND' || source === specifier || !specifier.startsWith('.')) throw error
      return next(source, context)
    }
  },
})
